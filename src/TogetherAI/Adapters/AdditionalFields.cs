using System.Text.Json;
using System.Text.Json.Nodes;
using AI = Microsoft.Extensions.AI;

namespace TogetherAI;

/// <summary>Properties that Microsoft.Extensions.AI has no name for, as further fields of a body.</summary>
internal static class AdditionalFields
{
    /// <returns>Both together; of a name in both the first's value. Null where there is nothing.</returns>
    public static JsonObject? Merge(JsonObject? fields, AI.AdditionalPropertiesDictionary? properties)
    {
        if (properties is not { Count: > 0 })
            return fields;
        fields ??= [];
        foreach ((string name, object? value) in properties)
        {
            if (!fields.ContainsKey(name))
                fields[name] = ToNode(name, value);
        }

        return fields;
    }

    private static JsonNode? ToNode(string name, object? value)
    {
        switch (value)
        {
            case null:
                return null;
            case JsonNode node:
                return node.DeepClone();
            default:
                try
                {
                    return JsonSerializer.SerializeToNode(value, AI.AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType()));
                }
                catch (NotSupportedException exception)
                {
                    throw new NotSupportedException(
                        $"AdditionalProperties holds '{name}', a {value.GetType().Name}, which cannot be written as JSON here. Give a JsonNode instead.", exception);
                }
        }
    }
}
