using System.Globalization;
using System.Text;

namespace TogetherAI.Engine.Constraints.Languages;

/// <summary>Reads a regular expression as ECMA-262 writes them in Unicode mode. Used once.</summary>
internal sealed partial class PatternParser(string pattern)
{
    // Parsing recurses by group; a pattern that nests deeper is a bomb.
    private const int MaxDepth = 100;
    private const int MaxRepeats = 10_000;

    private readonly int[] _text = [.. pattern.EnumerateRunes().Select(static rune => rune.Value)];
    private int _at, _depth;

    public PatternNode Parse()
    {
        PatternNode whole = ReadChoice();
        return _at == _text.Length ? whole : throw new PatternException("has a ) without its (");
    }

    private PatternNode ReadChoice()
    {
        if (++_depth > MaxDepth)
            throw new PatternException($"nests deeper than {MaxDepth} groups");
        List<PatternNode> choices = [ReadSequence()];
        while (Take('|'))
            choices.Add(ReadSequence());
        _depth--;
        return choices.Count == 1 ? choices[0] : new PatternNode.Choice(choices);
    }

    private PatternNode.Sequence ReadSequence()
    {
        List<PatternNode> parts = [];
        while (_at < _text.Length && _text[_at] is not '|' and not ')')
        {
            parts.Add(ReadRepeats(ReadAtom()));
        }

        return new PatternNode.Sequence(parts);
    }

    /// <summary>A look ahead or behind; null where none begins.</summary>
    private PatternNode.Look? ReadLook()
    {
        bool isBehind = StartsWith("?<=") || StartsWith("?<!");
        if (!isBehind && !StartsWith("?=") && !StartsWith("?!"))
            return null;
        _at += isBehind ? 3 : 2;
        bool holds = _text[_at - 1] == '=';
        PatternNode part = ReadChoice();
        Expect(')');
        return isBehind && LooksAround(part)
            ? throw new PatternException("looks behind for what itself looks around or asks for an edge, which this engine does not follow")
            : new PatternNode.Look(part, !isBehind, holds);
    }

    private static bool LooksAround(PatternNode part) => part switch
    {
        PatternNode.Edge or PatternNode.Look or PatternNode.Anchor { IsStart: false } => true,
        PatternNode.Sequence sequence => sequence.Parts.Any(LooksAround),
        PatternNode.Choice choice => choice.Parts.Any(LooksAround),
        PatternNode.Repeat repeat => LooksAround(repeat.Part),
        _ => false,
    };

    private PatternNode ReadAtom()
    {
        int next = _text[_at++];
        switch (next)
        {
            case '(':
                if (ReadLook() is { } look)
                    return look;
                if (StartsWith("?:"))
                    _at += 2;
                else if (StartsWith("?<"))
                    _at = Array.IndexOf(_text, '>', _at) is > 0 and var end ? end + 1 : throw new PatternException("has a group name without its >");
                else if (StartsWith("?"))
                    throw new PatternException("has a group that begins with a ? and is none that ECMA-262 knows");
                PatternNode group = ReadChoice();
                Expect(')');
                return group;
            case '[':
                return new PatternNode.Set(ReadClass());
            case '.':
                return new PatternNode.Set(CodePoints.LineEnd.Complement());
            case '^' or '$':
                return new PatternNode.Anchor(next == '^');
            case '\\' when _at < _text.Length && _text[_at] is 'b' or 'B':
                return new PatternNode.Edge(_text[_at++] == 'b');
            case '\\':
                return new PatternNode.Set(ReadEscape(inClass: false));
            case '*' or '+' or '?':
                throw new PatternException($"repeats nothing with its {(char)next}");
            default:
                return new PatternNode.Set(CodePoints.Of((next, next)));
        }
    }

    private PatternNode ReadRepeats(PatternNode part)
    {
        while (_at < _text.Length && _text[_at] is '*' or '+' or '?' or '{')
        {
            (int min, int? max) = _text[_at] switch
            {
                '*' => (0, (int?)null),
                '+' => (1, null),
                '?' => (0, 1),
                _ => ReadBounds(),
            };
            _at++;

            // Whether as few or as many as possible are taken makes no difference to which texts there are.
            Take('?');
            part = new PatternNode.Repeat(part, min, max);
        }

        return part;
    }

    private (int Min, int? Max) ReadBounds()
    {
        int end = Array.IndexOf(_text, '}', _at);
        if (end < 0)
            throw new PatternException("has a { without its }");
        string[] bounds = Text(_at + 1, end).Split(',');
        _at = end;
        if (bounds.Length > 2 || !TryRead(bounds[0], out int min))
            throw new PatternException("has bounds that are no numbers");
        int? max = bounds.Length == 1 ? min : bounds[1].Length == 0 ? null : TryRead(bounds[1], out int read) ? read : throw new PatternException("has bounds that are no numbers");
        if (min > max)
            throw new PatternException("has bounds in the wrong order");
        return Math.Max(min, max ?? 0) <= MaxRepeats ? (min, max) : throw new LanguageTooLargeException("A pattern's repetition");

        static bool TryRead(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private bool Take(int wanted)
    {
        bool there = _at < _text.Length && _text[_at] == wanted;
        _at += there ? 1 : 0;
        return there;
    }

    private void Expect(int wanted)
    {
        if (!Take(wanted))
            throw new PatternException($"ends without {(char)wanted}");
    }

    private bool StartsWith(string text) =>
        _at + text.Length <= _text.Length && text.Index().All(one => _text[_at + one.Index] == one.Item);

    private string Text(int from, int to)
    {
        StringBuilder text = new();
        foreach (int point in _text.AsSpan(from, to - from))
            text.Append(new Rune(point).ToString());
        return text.ToString();
    }
}
