namespace TogetherAI.Local.Answers.Speech;

/// <summary>
/// Takes what a model says apart as it comes: text, reasoning and tool calls. Holds back only what may still become a mark. It never fails,
/// and whatever it cannot read as a call is text. For one answer; not thread-safe.
/// </summary>
internal sealed class SpeechParser
{
    private readonly Dialect _dialect;
    private readonly bool _findCalls;
    private readonly ParameterKinds _kinds;
    private readonly List<SpeechEvent> _events = [];
    private string _held = "";
    private Mode _mode;
    private MarkedArguments? _marked;
    private bool _ended, _isFirst = true, _begun;
    private int _depth;
    private bool _inString, _escaped, _wasReasoning;

    /// <param name="dialect">What the model was taught.</param>
    /// <param name="findCalls">Whether calls are looked for: not where the model knows of no tools.</param>
    /// <param name="reasons">Whether the prompt has opened reasoning already.</param>
    /// <param name="kinds">What is known of the functions' parameters; null for nothing.</param>
    public SpeechParser(Dialect dialect, bool findCalls, bool reasons = false, ParameterKinds? kinds = null)
    {
        (_dialect, _findCalls, _kinds) = (dialect, findCalls, kinds ?? ParameterKinds.None);
        _mode = reasons ? Mode.Reasoning : Mode.Speech;
    }

    private enum Mode
    {
        Speech,
        Reasoning,
        Head,
        Arguments,
        Marked,
        Tail,
    }

    /// <summary>Calls begun so far.</summary>
    public int Calls { get; private set; }

    /// <summary>Takes more of what was said. Returns what that made certain.</summary>
    public IReadOnlyList<SpeechEvent> Append(string text)
    {
        _events.Clear();
        _held += text;
        while (Step())
        {
        }

        return [.. _events];
    }

    /// <summary>Nothing more comes. Returns what was held back.</summary>
    /// <param name="cut">Whether the answer was cut short, and did not end by itself or at a stop: a call that it ends in stays open then.</param>
    public IReadOnlyList<SpeechEvent> End(bool cut = false)
    {
        _ended = true;
        Append("");
        if (_mode == Mode.Marked)
        {
            string rest = _marked!.Rest(_held, cut);
            _mode = Mode.Tail;
            Emit(rest.Length > 0 ? SpeechKind.Arguments : SpeechKind.Markup, _held.Length, rest);
        }
        else if (_held.Length > 0)
        {
            SpeechKind kind = _mode == Mode.Reasoning ? SpeechKind.Reasoning : _mode == Mode.Tail || (IsBlank(_held) && Calls > 0) ? SpeechKind.Markup : SpeechKind.Text;
            Emit(kind, _held.Length, kind == SpeechKind.Markup ? "" : _held);
        }

        return [.. _events];
    }

    private bool Step() => _held.Length > 0 && _mode switch
    {
        Mode.Speech => StepSpeech(),
        Mode.Reasoning => StepReasoning(),
        Mode.Head => StepHead(),
        Mode.Arguments => StepArguments(),
        Mode.Marked => StepMarked(),
        _ => StepTail(),
    };

    private bool StepSpeech()
    {
        // Where an answer may be a call without any mark, its first character decides.
        if (_findCalls && !_begun && _dialect.CallMayBeginAnswer && _held.AsSpan().TrimStart() is ['{', ..])
            return Go(Mode.Head);
        (int at, string mark) = Earliest();
        if (at < 0)
        {
            int sure = _held.Length - (_ended ? 0 : Marks().Max(one => Overlap(_held, one)));
            return Say(sure);
        }

        if (at > 0)
            return Say(at);
        if (_dialect.Reasoning is var (open, _) && mark == open)
            return Emit(SpeechKind.Markup, mark.Length, "") && Go(Mode.Reasoning);
        return _dialect.Noise.Contains(mark) ? Emit(SpeechKind.Markup, mark.Length, "") : Go(Mode.Head);
    }

    private bool StepReasoning()
    {
        string close = _dialect.Reasoning?.Close ?? "</think>";
        int at = _held.IndexOf(close, StringComparison.Ordinal);
        if (at == 0)
        {
            _mode = Mode.Speech;
            _begun = false;
            return Emit(SpeechKind.Markup, close.Length, "");
        }

        int sure = at > 0 ? at : _held.Length - (_ended ? 0 : Overlap(_held, close));
        return sure > 0 && Emit(SpeechKind.Reasoning, sure, _held[..sure]);
    }

    private bool StepHead()
    {
        CallStep step = _dialect.Head(_held, _isFirst);
        if (step.Found is null && !_ended)
            return false;
        _mode = Mode.Speech;
        if (!step.IsFound)
        {
            // The mark, or where there was none the first character, was just text.
            _isFirst = _begun = true;
            int length = Math.Max(1, Marks().Where(mark => _held.StartsWith(mark, StringComparison.Ordinal)).Select(static mark => mark.Length).DefaultIfEmpty(1).Max());
            return Emit(SpeechKind.Text, length, _held[..length]);
        }

        Calls++;
        _begun = true;
        Emit(SpeechKind.CallBegins, step.Length, step.Name);
        if (step.Arguments is { } arguments)
        {
            _events.Add(new SpeechEvent(SpeechKind.Arguments, "", arguments));
            return true;
        }

        if (step.IsMarked)
        {
            _marked = new MarkedArguments(_dialect.Marks!, step.Name, _kinds);
            return Go(Mode.Marked);
        }

        (_depth, _inString, _escaped) = (0, false, false);
        return Go(Mode.Arguments);
    }

    private bool StepArguments()
    {
        int at = 0;
        bool whole = false;
        while (at < _held.Length && !whole)
        {
            char next = _held[at++];
            if (_escaped)
                _escaped = false;
            else if (_inString)
                (_escaped, _inString) = (next == '\\', next != '"');
            else if (next == '"')
                _inString = true;
            else if (next is '{' or '[')
                _depth++;
            else if (next is '}' or ']')
                whole = --_depth == 0;
        }

        if (whole)
            _mode = Mode.Tail;
        return Emit(SpeechKind.Arguments, at, _held[..at]);
    }

    private bool StepMarked()
    {
        if (_marked!.Next(_held, _ended) is not var (length, json, isLast))
            return false;
        if (isLast)
            _mode = Mode.Tail;
        return Emit(json.Length > 0 ? SpeechKind.Arguments : SpeechKind.Markup, length, json);
    }

    private bool StepTail()
    {
        CallStep step = _dialect.Tail(_held);
        if (step.Found is null)
            return false;
        _isFirst = !step.Again;
        _mode = step.Again ? Mode.Head : Mode.Speech;
        if (step.Length > 0)
            Emit(SpeechKind.Markup, step.Length, "");
        return true;
    }

    /// <summary>Says the beginning of what is held. Blank lines around calls and after reasoning are markup; at the beginning they wait.</summary>
    private bool Say(int length)
    {
        if (length == 0)
            return false;
        string text = _held[..length];
        bool blank = IsBlank(text);
        if (blank && (!_begun || Calls > 0))
        {
            bool isLast = length == _held.Length;
            if (isLast && !_ended)
                return false;
            return Emit(Calls > 0 || _wasReasoning || !isLast ? SpeechKind.Markup : SpeechKind.Text, length, _wasReasoning || Calls > 0 || !isLast ? "" : text);
        }

        if (!_begun && _wasReasoning && text.Length - text.TrimStart().Length is > 0 and var space)
            return Emit(SpeechKind.Markup, space, "");
        _begun = true;
        return Emit(SpeechKind.Text, length, text);
    }

    private bool Emit(SpeechKind kind, int length, string value)
    {
        _wasReasoning |= kind == SpeechKind.Reasoning;
        _events.Add(new SpeechEvent(kind, _held[..length], value));
        _held = _held[length..];
        return true;
    }

    private bool Go(Mode mode)
    {
        _mode = mode;
        return true;
    }

    private (int At, string Mark) Earliest()
    {
        (int At, string Mark) earliest = (-1, "");
        foreach (string mark in Marks())
        {
            int at = _held.IndexOf(mark, StringComparison.Ordinal);
            if (at >= 0 && (earliest.At < 0 || at < earliest.At || (at == earliest.At && mark.Length > earliest.Mark.Length)))
                earliest = (at, mark);
        }

        // A longer mark may begin where a shorter one was found.
        if (earliest.At >= 0 && !_ended && Marks().Any(mark => mark.Length > earliest.Mark.Length && mark.AsSpan().StartsWith(_held.AsSpan(earliest.At), StringComparison.Ordinal)))
            return earliest.At > 0 ? earliest : (-1, "");
        return earliest;
    }

    private IEnumerable<string> Marks() =>
        (_findCalls ? _dialect.Openings : []).Concat(_dialect.Noise).Concat(_dialect.Reasoning is var (open, _) ? [open] : []).DefaultIfEmpty("");

    private static bool IsBlank(string text) => text.AsSpan().Trim().Length == 0;

    /// <summary>How much of a mark may have begun at the end of a text.</summary>
    internal static int Overlap(ReadOnlySpan<char> text, string mark)
    {
        for (int length = Math.Min(mark.Length, text.Length); length > 0; length--)
        {
            if (text[^length..].SequenceEqual(mark.AsSpan(0, length)))
                return length;
        }

        return 0;
    }
}
