namespace TogetherAI;

/// <summary>What telemetry reads off an answer that a model generated.</summary>
internal interface IGenerationResponse
{
    string Id { get; }

    string Model { get; }

    TokenUsage? Usage { get; }

    /// <summary>Why each of the answers ended, where the service said.</summary>
    string[] FinishReasons { get; }
}
