using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI.Tests;

/// <summary>What goes over the wire, as text.</summary>
internal static class Wire
{
    /// <summary>The body that a chat request is sent as.</summary>
    public static async Task<string> SentAsync(ChatRequest request, Action<TogetherClientOptions>? configure = null)
    {
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok"));
        using TogetherClient client = Calls.Client(handler, configure: configure);
        await client.Chat.CreateAsync(request);
        return Assert.Single(handler.Requests).Body!;
    }

    /// <summary>The answer a chat client gives out for a body.</summary>
    public static async Task<ChatResponse> AnsweredAsync(string json)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(json));
        return await client.Chat.CreateAsync(Calls.Question);
    }

    /// <summary>The whole that a chat stream puts together from its frames, <c>[DONE]</c> added.</summary>
    public static async Task<ChatResponse> StreamedAsync(params string[] frames)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenSse([.. frames, "[DONE]"]));
        await using ChatStream stream = await client.Chat.StreamAsync(Calls.Question);
        return await stream.GetFinalResponseAsync();
    }

    /// <summary>The two texts are the same JSON.</summary>
    public static void Same(string expected, string? actual) =>
        Assert.True(actual is not null && JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected {expected}\nActual   {actual}");

    /// <summary>How a model is read and written: each belongs to one version of the API, and so to one context.</summary>
    public static JsonTypeInfo TypeInfo(Type model) =>
        TogetherJsonContext.Default.GetTypeInfo(model) ?? DedicatedJsonContext.Default.GetTypeInfo(model)
        ?? throw new InvalidOperationException(model.Name + " stands in no context.");

    /// <summary>Reads a text and writes it again.</summary>
    public static string RoundTrip<T>(string json, JsonTypeInfo<T> type) =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type)!, type);

    public static string Serialize<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
