from .files import FileStore as Store
from .base import *
