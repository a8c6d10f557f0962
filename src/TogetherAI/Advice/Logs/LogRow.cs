namespace TogetherAI;

/// <summary>The values of one line, by what they tell. Used line after line; not thread-safe.</summary>
internal sealed class LogRow
{
    private readonly LogValue?[] _values = new LogValue?[Enum.GetValues<LogField>().Length];

    public long Line { get; private set; }

    public void Begin(long line)
    {
        Line = line;
        Array.Clear(_values);
    }

    public void Set(LogValue value)
    {
        ref LogValue? current = ref _values[(int)value.Name.Field];
        if (current is null || value.Name.Rank < current.Value.Name.Rank)
            current = value;
    }

    public string? Model => _values[(int)LogField.Model]?.Text;

    public TrafficRecord ToRecord() => new()
    {
        At = LogParser.Time(Line, Require(LogField.At, "when the request was sent, such as timestamp")),
        PromptTokens = LogParser.Tokens(Line, Require(LogField.PromptTokens, "the prompt's length, such as prompt_tokens")),
        CompletionTokens = LogParser.Tokens(Line, Require(LogField.CompletionTokens, "the answer's length, such as completion_tokens")),
        TimeToFirstToken = Optional(LogField.TimeToFirstToken) is { } first ? LogParser.Span(Line, first) : null,
        Duration = Optional(LogField.Duration) is { } whole ? LogParser.Span(Line, whole) : null,
        NobodyWaits = Optional(LogField.NobodyWaits) is { } nobody ? LogParser.Truth(Line, nobody) : null,
    };

    private LogValue? Optional(LogField field) => _values[(int)field] is { Text.Length: > 0 } value ? value : null;

    private LogValue Require(LogField field, string what) => _values[(int)field] switch
    {
        { Text.Length: > 0 } value => value,
        { } empty => throw new TrafficLogException(Line, empty.Column, $"{empty.Header} is empty; every request needs {what}."),
        _ => throw new TrafficLogException(Line, 1, $"There is no value for {what}."),
    };
}
