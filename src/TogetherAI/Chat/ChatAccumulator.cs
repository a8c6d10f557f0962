namespace TogetherAI;

/// <summary>Puts the whole answer together from its chunks. Not thread-safe.</summary>
/// <param name="expected">How many answers were asked for.</param>
internal sealed class ChatAccumulator(int expected)
{
    private readonly List<ChatChoiceAccumulator> _choices = [];
    private readonly List<InferenceWarning> _warnings = [];
    private readonly UnknownFieldsAccumulator _unknown = new();
    private ChatChunk? _first;
    private ChatChunk? _last;
    private TokenUsage? _usage;

    /// <summary>The first answer's text so far. Never null.</summary>
    public string Text => _choices.Count > 0 && _choices[0].Index == 0 ? _choices[0].Text : "";

    /// <summary>Whether every answer that was asked for has ended.</summary>
    public bool IsFinished => _choices.Count >= expected && _choices.TrueForAll(static choice => choice.IsFinished);

    /// <summary>Adds a chunk; true when it held something generated.</summary>
    public bool Add(ChatChunk chunk)
    {
        _first ??= chunk;
        _last = chunk;

        // Some servers count along in every chunk, always for the answer as a whole: the last count stands, nothing is added up.
        _usage = chunk.Usage ?? _usage;
        if (chunk.Warnings is not null)
            _warnings.AddRange(chunk.Warnings);
        _unknown.Add(chunk);

        bool generated = false;
        IReadOnlyList<ChatChunkChoice> choices = chunk.Choices;
        for (int i = 0; i < choices.Count; i++)
        {
            ChatChunkChoice choice = choices[i];
            Find(choice.Index).Add(choice);
            generated |= choice.Delta is { HasContent: true };
        }

        return generated;
    }

    public ChatResponse Build() => new()
    {
        Id = _first?.Id!,
        Object = "chat.completion",
        Created = _first?.Created ?? 0,
        Model = _first?.Model!,
        SystemFingerprint = _last?.SystemFingerprint,
        Choices = [.. _choices.Select(static choice => choice.Build())],
        Usage = _usage,
        Warnings = _warnings.Count > 0 ? _warnings : null,
        ExtensionData = _unknown.Build(),
    };

    private ChatChoiceAccumulator Find(int index)
    {
        // In order of index, which for one answer is a single comparison.
        int at = 0;
        while (at < _choices.Count && _choices[at].Index < index)
            at++;
        if (at == _choices.Count || _choices[at].Index != index)
            _choices.Insert(at, new ChatChoiceAccumulator(index));
        return _choices[at];
    }
}
