using TogetherAI;

namespace OverflowGateway.Chat;

/// <summary>
/// The one word of the service's that OpenAI's own clients stumble over: <c>eos</c>, the model's own end, which they know as <c>stop</c>.
/// </summary>
internal static class OpenAiForm
{
    public static ChatChunk Of(ChatChunk chunk) => chunk.Choices.Any(static choice => choice.FinishReason == FinishReason.Eos)
        ? chunk with { Choices = [.. chunk.Choices.Select(static choice => choice with { FinishReason = Of(choice.FinishReason) })] }
        : chunk;

    public static ChatResponse Of(ChatResponse response) =>
        response with { Choices = [.. response.Choices.Select(static choice => choice with { FinishReason = Of(choice.FinishReason) })] };

    private static FinishReason? Of(FinishReason? reason) => reason == FinishReason.Eos ? FinishReason.Stop : reason;
}
