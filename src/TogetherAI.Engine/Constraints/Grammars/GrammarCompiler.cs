using TogetherAI.Engine.Constraints.Automaton;
using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Grammars;

/// <summary>Reads a grammar and turns it into nodes. Used once; not thread-safe.</summary>
internal sealed partial class GrammarCompiler(string grammar)
{
    private const int MaxNodes = 10_000, MaxRepeats = 1_000, MaxDepth = 100;

    private readonly Dictionary<string, ReferenceNode> _rules = new(StringComparer.Ordinal);
    private readonly List<Node> _nodes = [];
    private readonly List<Node> _repeated = [];
    private int _at, _groups;

    public Node Compile()
    {
        try
        {
            SkipSpace(lines: true);
            while (_at < grammar.Length)
                ReadRule();
        }
        catch (Exception e) when (e is LanguageTooLargeException or PatternException)
        {
            throw Wrong(e.Message);
        }

        foreach ((string name, ReferenceNode rule) in _rules)
        {
            if (rule.Target is null)
                throw new ArgumentException($"The grammar names the rule {name}, which it does not have.", nameof(grammar));
        }

        if (!_rules.TryGetValue("root", out ReferenceNode? root))
            throw new ArgumentException("The grammar has no rule root.", nameof(grammar));
        foreach ((string name, ReferenceNode rule) in _rules)
        {
            if (BeginsWith(rule, rule, []))
                throw new ArgumentException($"The grammar's rule {name} begins with itself. Write it as a repetition, or let it end with itself.", nameof(grammar));
        }

        if (_repeated.Exists(static part => part.CanBeEmpty))
            throw new ArgumentException("The grammar repeats without end what can be empty. Let what repeats hold at least one character.", nameof(grammar));
        Heights.Settle(_nodes);
        return root.Fits(0) ? root : throw new ArgumentException("The grammar derives no text that ends.", nameof(grammar));
    }

    private void ReadRule()
    {
        string name = ReadName();
        SkipSpace(lines: false);
        if (!Take("::="))
            throw Wrong($"the rule {name} lacks its ::=");
        ReferenceNode rule = Rule(name);
        if (rule.Target is not null)
            throw Wrong($"the rule {name} is there twice");
        SkipSpace(lines: true);
        rule.Target = ReadChoice(inGroup: false);
        SkipSpace(lines: true);
    }

    private Node ReadChoice(bool inGroup)
    {
        List<Node> choices = [ReadSequence(inGroup)];
        while (Take("|"))
        {
            SkipSpace(lines: true);
            choices.Add(ReadSequence(inGroup));
        }

        return choices.Count == 1 ? choices[0] : Add(new ChoiceNode([.. choices]));
    }

    private Node ReadSequence(bool inGroup)
    {
        List<Node> parts = [];
        while (_at < grammar.Length && grammar[_at] is not '|' and not ')' && !(grammar[_at] is '\n' or '\r' && !inGroup))
        {
            Node part = ReadRepeats(ReadAtom());
            parts.Add(part);
            SkipSpace(lines: inGroup);
        }

        // A choice may go on in the next line.
        int before = _at;
        SkipSpace(lines: true);
        if (_at < grammar.Length && grammar[_at] != '|' && !inGroup)
            _at = before;
        return parts.Count == 1 ? parts[0] : Add(new SequenceNode([.. parts], levels: 1));
    }

    private Node ReadAtom()
    {
        switch (grammar[_at])
        {
            case '"':
                return Add(new LiteralNode(System.Text.Encoding.UTF8.GetBytes(ReadText())));
            case '[' or '.':
                return Add(new TextNode(PatternCompiler.Whole(ReadClass())));
            case '(':
                if (++_groups > MaxDepth)
                    throw Wrong($"groups nest deeper than {MaxDepth} levels");
                _at++;
                SkipSpace(lines: true);
                Node group = ReadChoice(inGroup: true);
                if (!Take(")"))
                    throw Wrong("a group lacks its )");
                _groups--;
                return group;
            default:
                return Rule(ReadName());
        }
    }

    private Node ReadRepeats(Node part)
    {
        while (_at < grammar.Length)
        {
            (int min, int? max)? bounds = grammar[_at] switch
            {
                '*' => (0, null),
                '+' => (1, null),
                '?' => (0, 1),
                '{' => ReadBounds(),
                _ => null,
            };
            if (bounds is not var (min, max))
                break;
            _at++;
            part = Repeat(part, min, max);
        }

        return part;
    }

    /// <summary>So many times the part; where there is no bound, a rule that ends with itself.</summary>
    private Node Repeat(Node part, int min, int? max)
    {
        Node empty = new SequenceNode([]);
        empty.UpdateHeight();
        Node rest = empty;
        if (max is null)
        {
            _repeated.Add(part);
            ReferenceNode again = new();
            again.Target = Add(new ChoiceNode([Add(new SequenceNode([part, again], levels: 1)), empty]));
            rest = Add(again);
        }

        for (int i = min; i < max; i++)
            rest = Add(new ChoiceNode([Add(new SequenceNode([part, rest], levels: 1)), empty]));
        for (int i = 0; i < min; i++)
            rest = Add(new SequenceNode([part, rest], levels: 1));
        return rest;
    }

    private ReferenceNode Rule(string name)
    {
        if (!_rules.TryGetValue(name, out ReferenceNode? rule))
            _rules.Add(name, (ReferenceNode)Add(rule = new ReferenceNode()));
        return rule;
    }

    private Node Add(Node node)
    {
        if (_nodes.Count == MaxNodes)
            throw new ArgumentException($"The grammar is too large: it has more than {MaxNodes} parts.", nameof(grammar));
        _nodes.Add(node);
        return node;
    }

    /// <summary>Whether following a node comes to a rule before any character does.</summary>
    private static bool BeginsWith(ReferenceNode rule, Node node, HashSet<Node> seen)
    {
        foreach (Node next in node switch
        {
            ReferenceNode reference => [reference.Target!],
            ChoiceNode choice => choice.Choices,
            SequenceNode sequence => sequence.Beginnings,
            _ => [],
        })
        {
            if (ReferenceEquals(next, rule) || (seen.Add(next) && BeginsWith(rule, next, seen)))
                return true;
        }

        return false;
    }
}
