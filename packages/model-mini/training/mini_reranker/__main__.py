"""`python3 -m mini_reranker <step>`."""
from .cli import main

if __name__ == '__main__':
    main()
