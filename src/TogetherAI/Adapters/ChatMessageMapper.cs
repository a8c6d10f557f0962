using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AI = Microsoft.Extensions.AI;

namespace TogetherAI;

/// <summary>Messages to be sent. One message with the results of several calls becomes as many messages.</summary>
internal static class ChatMessageMapper
{
    private static JsonTypeInfo<IDictionary<string, object?>> Arguments =>
        (JsonTypeInfo<IDictionary<string, object?>>)AI.AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IDictionary<string, object?>));

    public static IEnumerable<ChatMessage> Map(AI.ChatMessage message)
    {
        if (message.RawRepresentation is ChatMessage raw)
            return [raw];
        ChatMessage[] results = [.. message.Contents.OfType<AI.FunctionResultContent>().Select(Map)];
        AI.AIContent[] rest = [.. message.Contents.Where(static content => content is not AI.FunctionResultContent and not AI.UsageContent)];
        if (message.Role == AI.ChatRole.Tool && rest.Length > 0)
            throw new NotSupportedException($"A tool's message holds {rest[0].GetType().Name}; it can hold FunctionResultContent only.");
        if (rest.Length == 0 && (results.Length > 0 || message.Role == AI.ChatRole.Tool))
            return results;
        return [.. results, message.Role == AI.ChatRole.Assistant ? MapAssistant(message, rest) : MapOther(message, rest)];
    }

    private static ChatMessage Map(AI.FunctionResultContent result) =>
        ChatMessage.Tool(result.CallId, FunctionTools.ToText(result.Result, AI.AIJsonUtilities.DefaultOptions));

    private static ChatMessage MapOther(AI.ChatMessage message, AI.AIContent[] contents) => new()
    {
        Role = new ChatRole(message.Role.Value),
        Name = message.AuthorName,
        Content = contents switch
        {
            [] => "",
            [AI.TextContent text] => text.Text,
            _ => ChatContent.FromParts(contents.Select(ContentPartMapper.Map)),
        },
    };

    private static ChatMessage MapAssistant(AI.ChatMessage message, AI.AIContent[] contents)
    {
        string text = "";
        string? reasoning = null;
        List<ToolCall>? calls = null;
        foreach (AI.AIContent content in contents)
        {
            switch (content)
            {
                case AI.TextContent { Text: var piece }:
                    text += piece;
                    break;
                case AI.TextReasoningContent { Text: var piece }:
                    reasoning += piece;
                    break;
                case AI.FunctionCallContent call:
                    (calls ??= []).Add(Map(call));
                    break;
                case AI.ErrorContent:
                    break; // a refusal, told once; there is no field to tell it back
                default:
                    throw new NotSupportedException($"A message of the model's holds {content.GetType().Name}, which has no counterpart in the service.");
            }
        }

        return new ChatMessage
        {
            Role = ChatRole.Assistant,
            Name = message.AuthorName,
            Content = calls is not null && text.Length == 0 ? null : (ChatContent)text,
            Reasoning = reasoning,
            ToolCalls = calls,
        };
    }

    private static ToolCall Map(AI.FunctionCallContent call) => new()
    {
        Id = call.CallId,
        Type = "function",
        Function = new FunctionCall
        {
            Name = call.Name,
            Arguments = call.Arguments is null ? "{}" : CompactJson.Write(JsonSerializer.SerializeToElement(call.Arguments, Arguments)),
        },
    };
}
