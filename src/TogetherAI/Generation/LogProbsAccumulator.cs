namespace TogetherAI;

/// <summary>Puts an answer's log-probabilities together from its pieces, in the shape in which they came. Not thread-safe.</summary>
internal sealed class LogProbsAccumulator
{
    private List<int>? _ids;
    private List<string>? _tokens;
    private List<double?>? _values;
    private List<IReadOnlyDictionary<string, double>>? _top;
    private List<TokenLogProb>? _content;

    /// <summary>Adds what a chunk says of its token.</summary>
    /// <param name="logProbs">The log-probability; null where the chunk has none.</param>
    /// <param name="top">The likeliest tokens beside it; null where the chunk has none.</param>
    /// <param name="text">The token's text, which a bare number does not tell.</param>
    /// <param name="tokenId">The token's id; null where the chunk has none.</param>
    public void Add(ChunkLogProbs? logProbs, IReadOnlyList<IReadOnlyDictionary<string, double>>? top, string? text, int? tokenId)
    {
        int position = _tokens?.Count ?? 0;
        if (logProbs?.Value is { } value)
        {
            (_values ??= []).Add(value);
            (_tokens ??= []).Add(text ?? "");
            if (tokenId is { } id)
                (_ids ??= []).Add(id);
        }
        else if (logProbs?.Details is { } details)
        {
            Append(ref _ids, details.TokenIds);
            Append(ref _tokens, details.Tokens);
            Append(ref _values, details.TokenLogprobs);
            Append(ref _content, details.Content);
            AppendTop(details.TopLogprobs, position);
        }

        AppendTop(top, position);
    }

    public LogProbs? Build() => _values is null && _content is null && _top is null
        ? null
        : new LogProbs
        {
            // Parallel lists are read by position: ids that came for some tokens only would name the wrong ones.
            TokenIds = _tokens is null || _ids?.Count == _tokens.Count ? _ids : null,
            Tokens = _tokens,
            TokenLogprobs = _values,
            TopLogprobs = _top,
            Content = _content,
        };

    private void AppendTop(IReadOnlyList<IReadOnlyDictionary<string, double>>? top, int position)
    {
        if (top is null)
            return;
        _top ??= [];
        while (_top.Count < position)
            _top.Add(TopLogProbsConverter.None);
        _top.AddRange(top);
    }

    private static void Append<T>(ref List<T>? whole, IReadOnlyList<T>? pieces)
    {
        if (pieces is not null)
            (whole ??= []).AddRange(pieces);
    }
}
