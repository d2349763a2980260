"""The one that listens."""
import json


class AuditTrail:
    def on_saved(self, key: str) -> None:
        self._append({"key": key})

    def _append(self, entry: dict) -> None:
        with open("audit.jsonl", "a") as file:
            file.write(json.dumps(entry))
