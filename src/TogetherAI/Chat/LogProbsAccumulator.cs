namespace TogetherAI;

/// <summary>Puts an answer's log-probabilities together from its pieces, in the shape in which they came. Not thread-safe.</summary>
internal sealed class LogProbsAccumulator
{
    private List<int>? _ids;
    private List<string>? _tokens;
    private List<double?>? _values;
    private List<IReadOnlyDictionary<string, double>>? _top;
    private List<TokenLogProb>? _content;

    public void Add(ChatChunkChoice choice)
    {
        if (choice.LogProbs?.Value is { } value)
        {
            (_values ??= []).Add(value);
            (_tokens ??= []).Add(choice.Delta?.Content ?? choice.Delta?.ReasoningText ?? "");
            if (choice.Delta?.TokenId is { } id)
                (_ids ??= []).Add(id);
        }
        else if (choice.LogProbs?.Details is { } details)
        {
            Append(ref _ids, details.TokenIds);
            Append(ref _tokens, details.Tokens);
            Append(ref _values, details.TokenLogprobs);
            Append(ref _top, details.TopLogprobs);
            Append(ref _content, details.Content);
        }

        Append(ref _top, choice.TopLogprobs);
    }

    public LogProbs? Build() => _values is null && _content is null && _top is null
        ? null
        : new LogProbs { TokenIds = _ids, Tokens = _tokens, TokenLogprobs = _values, TopLogprobs = _top, Content = _content };

    private static void Append<T>(ref List<T>? whole, IReadOnlyList<T>? pieces)
    {
        if (pieces is not null)
            (whole ??= []).AddRange(pieces);
    }
}
