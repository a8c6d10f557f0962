namespace TogetherAI;

/// <summary>Puts the whole answer together from its chunks. Not thread-safe.</summary>
/// <param name="withLogProbs">Whether the tokens' log-probabilities were asked for; else the numbers that come mean nothing.</param>
/// <param name="expected">How many continuations were asked for.</param>
internal sealed class CompletionAccumulator(bool withLogProbs, int expected)
{
    private readonly List<CompletionChoiceAccumulator> _choices = [];
    private readonly UnknownFieldsAccumulator _unknown = new();
    private CompletionChunk? _first;
    private TokenUsage? _usage;
    private string? _model;
    private long? _created;

    /// <summary>The first continuation so far. Never null.</summary>
    public string Text => _choices.Count > 0 && _choices[0].Index == 0 ? _choices[0].Text : "";

    /// <summary>Whether every continuation that was asked for has ended.</summary>
    public bool IsFinished => _choices.Count >= expected && _choices.TrueForAll(static choice => choice.IsFinished);

    /// <summary>Adds a chunk; true when it held something generated.</summary>
    public bool Add(CompletionChunk chunk)
    {
        _first ??= chunk;
        _model ??= chunk.Model;
        _created ??= chunk.Created;
        _usage = chunk.Usage ?? _usage;
        _unknown.Add(chunk);

        bool generated = false;
        foreach (CompletionChunkChoice choice in chunk.Choices)
            generated |= Find(choice.Index).Add(chunk, choice, withLogProbs);
        if (chunk is { Choices.Count: 0, EndOfChunk: { } reason })
            End(reason);
        return generated;
    }

    public CompletionResponse Build() => new()
    {
        Id = _first?.Id!,
        Object = "text.completion",
        Created = _created ?? 0,
        Model = _model!,
        Choices = [.. _choices.Select(static choice => choice.Build())],
        Usage = _usage,
        ExtensionData = _unknown.Build(),
    };

    /// <summary>A reason that comes by itself is everyone's who has none yet.</summary>
    private void End(FinishReason reason)
    {
        if (_choices.Count == 0)
            Find(0);
        foreach (CompletionChoiceAccumulator choice in _choices)
            choice.End(reason);
    }

    private CompletionChoiceAccumulator Find(int index)
    {
        // In order of index, which for one answer is a single comparison.
        int at = 0;
        while (at < _choices.Count && _choices[at].Index < index)
            at++;
        if (at == _choices.Count || _choices[at].Index != index)
            _choices.Insert(at, new CompletionChoiceAccumulator(index));
        return _choices[at];
    }
}
