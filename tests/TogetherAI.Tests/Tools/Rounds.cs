using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Tools;

/// <summary>Answers of a model that calls functions.</summary>
internal static class Rounds
{
    public static string Asks(params (string? Id, string Name, string Arguments)[] calls) =>
        $$$$"""
        {"id":"r1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{
          "role":"assistant","content":null,"reasoning":"I must look.","tool_calls":{{{{Calls(calls)}}}}}}],
         "usage":{"prompt_tokens":10,"completion_tokens":3,"total_tokens":13,"cached_tokens":4}}
        """;

    public static string Says(string text) =>
        $$$$"""
        {"id":"r2","object":"chat.completion","created":2,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{{{{text}}}}"}}],
         "usage":{"prompt_tokens":20,"completion_tokens":5,"total_tokens":25,"completion_tokens_details":{"reasoning_tokens":2}}}
        """;

    private static string Calls((string? Id, string Name, string Arguments)[] calls)
    {
        JsonArray array = [];
        foreach ((string? id, string name, string arguments) in calls)
        {
            JsonObject call = new() { ["type"] = "function", ["function"] = new JsonObject { ["name"] = name, ["arguments"] = arguments } };
            if (id is not null)
                call["id"] = id;
            array.Add((JsonNode)call);
        }

        return array.ToJsonString();
    }
}
