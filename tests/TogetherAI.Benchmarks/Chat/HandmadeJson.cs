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
    public string? Model { get; set; }

    public List<HandmadeMessage> Messages { get; set; } = [];

    public int? MaxTokens { get; set; }

    public double? Temperature { get; set; }
}

internal sealed class HandmadeMessage
{
    public string? Role { get; set; }

    public string? Content { get; set; }
}

internal sealed class HandmadeResponse
{
    public string? Id { get; set; }

    public string? Object { get; set; }

    public long Created { get; set; }

    public string? Model { get; set; }

    public List<HandmadeChoice> Choices { get; set; } = [];

    public HandmadeUsage? Usage { get; set; }
}

internal sealed class HandmadeChoice
{
    public int Index { get; set; }

    public string? FinishReason { get; set; }

    public long? Seed { get; set; }

    public HandmadeMessage? Message { get; set; }
}

internal sealed class HandmadeUsage
{
    public int PromptTokens { get; set; }

    public int CompletionTokens { get; set; }

    public int TotalTokens { get; set; }

    public int CachedTokens { get; set; }
}
