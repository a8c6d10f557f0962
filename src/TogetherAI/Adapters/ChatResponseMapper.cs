using System.Globalization;
using AI = Microsoft.Extensions.AI;

namespace TogetherAI;

/// <summary>Answers, whole and in pieces. Of several answers to one prompt the first; the others are in the raw representation.</summary>
internal static class ChatResponseMapper
{
    public static AI.ChatResponse Map(ChatResponse response, bool showsReasoning)
    {
        AI.ChatMessage message = new(AI.ChatRole.Assistant, [])
        {
            MessageId = NullIfEmpty(response.Id),
            CreatedAt = CreatedAt(response.Created),
            RawRepresentation = response.Choices.Count > 0 ? response.Choices[0] : null,
        };
        AddText(message.Contents, showsReasoning ? response.Message?.ReasoningText : null, response.Text);
        if (Refusal.Of(response.Message) is { } refusal)
            message.Contents.Add(new AI.ErrorContent(refusal) { ErrorCode = "Refusal" });
        AddCalls(message.Contents, response);
        return new AI.ChatResponse(message)
        {
            ResponseId = NullIfEmpty(response.Id),
            ModelId = NullIfEmpty(response.Model),
            CreatedAt = CreatedAt(response.Created),
            FinishReason = Map(response.FinishReason),
            Usage = response.Usage is { } usage ? UsageMapper.Map(usage) : null,
            RawRepresentation = response,
        };
    }

    public static AI.ChatResponseUpdate Map(ChatChunk chunk, bool showsReasoning)
    {
        AI.ChatResponseUpdate update = Update(chunk.Id, chunk.Model, chunk.Created, chunk);
        update.FinishReason = Map(chunk.FinishReason);
        AddText(update.Contents, showsReasoning ? chunk.Reasoning : null, chunk.Text);
        return update;
    }

    /// <summary>What is known only at a stream's end; null for nothing.</summary>
    public static AI.ChatResponseUpdate? MapEnd(ChatResponse whole)
    {
        AI.ChatResponseUpdate update = Update(whole.Id, whole.Model, whole.Created, whole);
        AddCalls(update.Contents, whole);
        if (whole.Usage is { } usage)
            update.Contents.Add(new AI.UsageContent(UsageMapper.Map(usage)) { RawRepresentation = usage });
        return update.Contents.Count > 0 ? update : null;
    }

    private static AI.ChatResponseUpdate Update(string id, string model, long created, object raw) => new(AI.ChatRole.Assistant, [])
    {
        ResponseId = NullIfEmpty(id),
        MessageId = NullIfEmpty(id),
        ModelId = NullIfEmpty(model),
        CreatedAt = CreatedAt(created),
        RawRepresentation = raw,
    };

    private static void AddText(IList<AI.AIContent> contents, string? reasoning, string? text)
    {
        if (!string.IsNullOrEmpty(reasoning))
            contents.Add(new AI.TextReasoningContent(reasoning));
        if (!string.IsNullOrEmpty(text))
            contents.Add(new AI.TextContent(text));
    }

    private static void AddCalls(IList<AI.AIContent> contents, ChatResponse response)
    {
        for (int i = 0; i < response.ToolCalls.Count; i++)
        {
            // Who calls must be answered by the call's id, also where the server gave none: the answer's own makes it unlike any other's.
            ToolCall call = response.ToolCalls[i];
            string id = call.Id is { Length: > 0 } ? call.Id : string.Create(CultureInfo.InvariantCulture, $"call_{response.Id}_{i}");
            AI.FunctionCallContent content = AI.FunctionCallContent.CreateFromParsedArguments(
                call.Function?.Arguments ?? "", id, call.Function?.Name ?? "", static arguments => FunctionTools.ParseArguments(arguments));
            content.RawRepresentation = call;
            contents.Add(content);
        }
    }

    private static AI.ChatFinishReason? Map(FinishReason? reason)
    {
        if (reason is not { Value.Length: > 0 } known)
            return null;
        return known == FinishReason.Stop || known == FinishReason.Eos ? AI.ChatFinishReason.Stop
            : known == FinishReason.Length ? AI.ChatFinishReason.Length
            : known == FinishReason.ToolCalls || known == FinishReason.FunctionCall ? AI.ChatFinishReason.ToolCalls
            : known == FinishReason.ContentFilter ? AI.ChatFinishReason.ContentFilter
            : new AI.ChatFinishReason(known.Value);
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;

    /// <summary>Null for what is no time after 1970, also where a server counts in something finer than seconds.</summary>
    private static DateTimeOffset? CreatedAt(long seconds) =>
        seconds > 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
