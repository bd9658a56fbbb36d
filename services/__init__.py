"""USE CASES: one public function is one transaction; they return rows, raise refusals, and know no sentence."""
