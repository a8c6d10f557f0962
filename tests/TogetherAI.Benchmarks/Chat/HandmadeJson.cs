using System.Text.Json.Serialization;

namespace TogetherAI.Benchmarks.Chat;

/// <summary>The types a careful programmer writes for one kind of call, with the fields that are on the wire and nothing else.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HandmadeRequest))]
[JsonSerializable(typeof(HandmadeResponse))]
internal sealed partial class HandmadeJson : JsonSerializerContext;

internal sealed class HandmadeRequest
{
    public required string Model { get; init; }

    public required List<HandmadeMessage> Messages { get; init; }

    public int? MaxTokens { get; init; }

    public double? Temperature { get; init; }
}

internal sealed class HandmadeMessage
{
    public required string Role { get; init; }

    public string? Content { get; init; }
}

internal sealed class HandmadeResponse
{
    public required string Id { get; init; }

    public string? Object { get; init; }

    public long Created { get; init; }

    public string? Model { get; init; }

    public required List<HandmadeChoice> Choices { get; init; }

    public HandmadeUsage? Usage { get; init; }
}

internal sealed class HandmadeChoice
{
    public int Index { get; init; }

    public string? FinishReason { get; init; }

    public long? Seed { get; init; }

    public required HandmadeMessage Message { get; init; }
}

internal sealed class HandmadeUsage
{
    public int PromptTokens { get; init; }

    public int CompletionTokens { get; init; }

    public int TotalTokens { get; init; }

    public int CachedTokens { get; init; }
}
