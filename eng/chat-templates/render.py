"""Renders published chat templates on conversations of every shape with Jinja itself, the way Hugging Face's apply_chat_template sets it up,
and writes what came out as hashes: tests/data/chat-templates/golden.json. Needs Debian's python3-jinja2.

usage: render.py TEMPLATES CONFIGS OUT      folders of *.jinja and of tokenizer_config.json files
       render.py TEMPLATES CONFIGS show TEMPLATE CONVERSATION      prints one
"""
import datetime, hashlib, json, pathlib, sys
import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

here = pathlib.Path(__file__).parent
NOW = datetime.datetime(2026, 11, 28, 12, 0, 0)


class Raised(Exception):
    pass


def raise_exception(message):
    raise Raised(message)


def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


env = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=['jinja2.ext.loopcontrols'])
env.filters['tojson'] = tojson
env.globals['raise_exception'] = raise_exception
env.globals['strftime_now'] = lambda form: NOW.strftime(form)


def render(source, conversation):
    variables = {'bos_token': '<s>', 'eos_token': '</s>', 'functions': '[]', 'datetime': 'now', 'tools': None, 'add_generation_prompt': True}
    variables.update(conversation)
    try:
        text = env.from_string(source).render(**variables)
    except Raised as e:
        return {'raised': str(e)}, None
    except (jinja2.exceptions.UndefinedError, jinja2.exceptions.SecurityError, TypeError, ValueError, KeyError) as e:
        return {'fails': True}, repr(e)
    return {'length': len(text.encode('utf-16-le')) // 2, 'sha256': hashlib.sha256(text.encode()).hexdigest()}, text


def templates(folder, configs):
    for path in sorted(pathlib.Path(folder).glob('*.jinja')):
        yield path.name, path.read_text()
    for path in sorted(pathlib.Path(configs).glob('*.json')):
        template = json.loads(path.read_text()).get('chat_template')
        if isinstance(template, str):
            yield path.name, template


conversations = json.loads((here / 'conversations.json').read_text())
if sys.argv[3] == 'show':
    print(render(dict(templates(*sys.argv[1:3]))[sys.argv[4]], conversations[sys.argv[5]])[1])
else:
    golden = {name: {key: render(source, one)[0] for key, one in conversations.items()} for name, source in templates(*sys.argv[1:3])}
    pathlib.Path(sys.argv[3]).write_text(json.dumps(golden, indent=1, ensure_ascii=False) + '\n')
    print(sum(len(one) for one in golden.values()), 'renderings')
