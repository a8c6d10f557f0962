namespace TogetherAI;

/// <summary>The job that fetches a model. Immutable.</summary>
public sealed record ModelUploadData : WireModel
{
    /// <summary>The job's id, for <see cref="JobsClient.WaitAsync"/>.</summary>
    public string JobId { get => field ?? ""; init; }

    /// <summary>The model's name, as a request wants it.</summary>
    public string ModelName { get => field ?? ""; init; }

    /// <summary>The model's id.</summary>
    public string ModelId { get => field ?? ""; init; }

    /// <summary>Where it comes from, such as <c>huggingface</c>.</summary>
    public string ModelSource { get => field ?? ""; init; }
}
