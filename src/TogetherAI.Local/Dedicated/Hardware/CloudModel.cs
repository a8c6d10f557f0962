namespace TogetherAI.Local.Dedicated;

/// <summary>A supported model. Immutable.</summary>
internal sealed record CloudModel(string Name, string Key, string EngineModel)
{
    public string Id => $"arch_{Key}";

    public string ModelId => $"ml_{Key}";

    public string RevisionId => $"rv_{Key}";

    /// <summary>Without a revision.</summary>
    public string Base => $"projects/{CloudProfile.Platform}/models/{ModelId}";

    public string Resource => $"{Base}/revisions/{RevisionId}";
}
