"""Reading looked at: compared with what people annotated, explained word by word, and asked what it passed over."""
