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

    /// <summary>Conditions at the beginning of the pattern on all that follows, and whether each must hold.</summary>
    public List<(PatternNode Condition, bool Holds)> Conditions { get; } = [];

    public PatternNode Parse()
    {
        PatternNode whole = ReadChoice();
        if (_at < _text.Length)
            throw new PatternException("has a ) without its (");
        if (Conditions.Count > 0 && whole is not PatternNode.Sequence { Parts: [PatternNode.Anchor { IsStart: true }, ..] })
            throw new PatternException("looks ahead elsewhere than after a ^ at its beginning");
        return whole;
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
            if (_depth == 1 && parts is [PatternNode.Anchor { IsStart: true }] && TryReadCondition())
                continue;
            parts.Add(ReadRepeats(ReadAtom()));
        }

        return new PatternNode.Sequence(parts);
    }

    private bool TryReadCondition()
    {
        if (!StartsWith("(?=") && !StartsWith("(?!"))
            return false;
        bool holds = _text[_at + 2] == '=';
        _at += 3;
        Conditions.Add((new PatternNode.Sequence([new PatternNode.Anchor(true), ReadChoice()]), holds));
        Expect(')');
        return true;
    }

    private PatternNode ReadAtom()
    {
        int next = _text[_at++];
        switch (next)
        {
            case '(':
                if (StartsWith("?:"))
                    _at += 2;
                else if (StartsWith("?<") && _at + 2 < _text.Length && _text[_at + 2] is not '=' and not '!')
                    _at = Array.IndexOf(_text, '>', _at) is > 0 and var end ? end + 1 : throw new PatternException("has a group name without its >");
                else if (StartsWith("?"))
                    throw new PatternException("looks ahead or behind, which this engine follows only after a ^ at the beginning");
                PatternNode group = ReadChoice();
                Expect(')');
                return group;
            case '[':
                return new PatternNode.Set(ReadClass());
            case '.':
                return new PatternNode.Set(CodePoints.LineEnd.Complement());
            case '^' or '$':
                return new PatternNode.Anchor(next == '^');
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
