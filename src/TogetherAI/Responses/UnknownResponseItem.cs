namespace TogetherAI;

/// <summary>An item of a kind this version does not know. Immutable. <see cref="WireModel.UnknownFields"/> has all that is in it.</summary>
public sealed record UnknownResponseItem : ResponseItem
{
    /// <inheritdoc/>
    public override string Type { get => field ?? ""; init; }
}
