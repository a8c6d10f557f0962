namespace TogetherAI;

/// <summary>The engine that a deployment runs on. Immutable.</summary>
public sealed record DeploymentRuntime : WireModel
{
    /// <summary>Its name, such as <c>vllm</c>.</summary>
    public string? EngineType { get; init; }

    /// <summary>Its version.</summary>
    public string? EngineVersion { get; init; }

    /// <summary>Whether it takes tools.</summary>
    public bool? FunctionCallingSupported { get; init; }

    /// <summary>Whether it can hold an answer to a schema.</summary>
    public bool? StructuredOutputSupported { get; init; }
}
