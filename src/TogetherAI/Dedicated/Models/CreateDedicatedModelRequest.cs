namespace TogetherAI;

/// <summary>A model to be registered. Its files come afterwards. Immutable.</summary>
public sealed record CreateDedicatedModelRequest
{
    /// <summary>Its name, alone or as <c>project/model</c>; the project must then be the call's.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of weights it will be.</summary>
    public required DedicatedModelType Type { get; init; }

    /// <summary>The supported model that it was made from; see <see cref="SupportedModel.BaseModelId"/>.</summary>
    public required string BaseModelId { get; init; }

    /// <summary>What it is for, in words.</summary>
    public string? Description { get; init; }
}
