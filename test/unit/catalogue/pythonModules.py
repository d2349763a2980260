"""Reads symbols (`module#path`), one a line, and prints those that this Python does not have, each with the reason, a tab between them."""
import importlib
import sys

# Types that no class of their module stands for, or whose instances have more than their class: an instance of each.
instances = {
    'threading#Lock': 'threading.Lock()',
    'threading#RLock': 'threading.RLock()',
    'threading#Condition': 'threading.Condition()',
    'asyncio#Condition': 'asyncio.Condition()',
    'select#poll': 'select.poll()',
    'select#epoll': 'select.epoll()',
    'sys#stdin': 'sys.__stdin__ or io.TextIOWrapper(io.BytesIO())',
    'sys#__stdin__': 'sys.__stdin__ or io.TextIOWrapper(io.BytesIO())',
    **{f'multiprocessing.synchronize#{name}': f'multiprocessing.{name}()' for name in ('Lock', 'RLock', 'Condition', 'Semaphore', 'BoundedSemaphore')},
}


def sample(symbol):
    """An instance of a type; None where there is none at hand."""
    text = instances.get(symbol)
    if text is None:
        return None
    names = {name: importlib.import_module(name) for name in ('asyncio', 'io', 'multiprocessing', 'select', 'sys', 'threading')}
    return eval(text, names)


def missing(symbol):
    """Why a symbol does not exist; None where it does."""
    module, path = symbol.split('#')
    owner = importlib.import_module(module)
    at = module + '#'
    for part in path.split('.'):
        at += part
        owner = sample(at) or getattr(owner, part)
        at += '.'
    return None


for line in sys.stdin:
    symbol = line.strip()
    try:
        missing(symbol)
    except BaseException as error:  # whatever a module does when it is imported
        print(f'{symbol}\t{type(error).__name__}: {error}'.replace('\n', ' '))
