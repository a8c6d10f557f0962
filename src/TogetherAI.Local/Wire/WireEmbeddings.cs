namespace TogetherAI.Local.Wire;

internal sealed record WireEmbeddings
{
    public string Object => "list";

    public required string Model { get; init; }

    public required IReadOnlyList<WireEmbedding> Data { get; init; }
}

internal sealed record WireEmbedding(float[] Embedding, int Index)
{
    public string Object => "embedding";
}
