namespace TogetherAI;

/// <summary>The images a model made. Immutable.</summary>
public sealed record ImageResponse : TogetherResponse
{
    /// <summary>The answer's id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>The model that made them.</summary>
    public string Model { get => field ?? ""; init; }

    /// <summary>Always <c>list</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>The images, as many as were asked for. Never null.</summary>
    public IReadOnlyList<ImageData> Data { get => field ?? []; init; }
}
