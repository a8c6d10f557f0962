using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI;

/// <summary>Reads an item as the kind its <c>type</c> names, and a kind it does not know as it is.</summary>
internal sealed class ResponseItemConverter : JsonConverter<ResponseItem>
{
    private static TogetherJsonContext Json => TogetherJsonContext.Default;

    public override ResponseItem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"An item of a response is an object, not {reader.TokenType}.");
        Utf8JsonReader ahead = reader;
        return TypeOf(ref ahead) switch
        {
            // A message that a caller writes may go without its type.
            "message" or null => Read(ref reader, Json.ResponseMessage),
            "reasoning" => Read(ref reader, Json.ResponseReasoning),
            "function_call" => Read(ref reader, Json.ResponseFunctionCall),
            "function_call_output" => Read(ref reader, Json.ResponseFunctionOutput),
            "mcp_list_tools" => Read(ref reader, Json.McpToolList),
            "mcp_call" => Read(ref reader, Json.McpCall),
            "mcp_approval_request" => Read(ref reader, Json.McpApprovalRequest),
            "mcp_approval_response" => Read(ref reader, Json.McpApprovalResponse),
            _ => Read(ref reader, Json.UnknownResponseItem),
        };
    }

    public override void Write(Utf8JsonWriter writer, ResponseItem value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case ResponseMessage item: JsonSerializer.Serialize(writer, item, Json.ResponseMessage); break;
            case ResponseReasoning item: JsonSerializer.Serialize(writer, item, Json.ResponseReasoning); break;
            case ResponseFunctionCall item: JsonSerializer.Serialize(writer, item, Json.ResponseFunctionCall); break;
            case ResponseFunctionOutput item: JsonSerializer.Serialize(writer, item, Json.ResponseFunctionOutput); break;
            case McpToolList item: JsonSerializer.Serialize(writer, item, Json.McpToolList); break;
            case McpCall item: JsonSerializer.Serialize(writer, item, Json.McpCall); break;
            case McpApprovalRequest item: JsonSerializer.Serialize(writer, item, Json.McpApprovalRequest); break;
            case McpApprovalResponse item: JsonSerializer.Serialize(writer, item, Json.McpApprovalResponse); break;
            default: JsonSerializer.Serialize(writer, (UnknownResponseItem)value, Json.UnknownResponseItem); break;
        }
    }

    private static T Read<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type)
        where T : ResponseItem =>
        JsonSerializer.Deserialize(ref reader, type)!;

    private static string? TypeOf(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : "";
            reader.Skip();
        }

        return null;
    }
}
