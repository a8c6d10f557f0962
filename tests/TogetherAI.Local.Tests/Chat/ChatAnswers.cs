using System.Text.Json;

namespace TogetherAI.Local.Tests.Chat;

/// <summary>Asks over raw HTTP and reads the answer as bare JSON.</summary>
internal static class ChatAnswers
{
    public static async Task<JsonElement> AskAsync(this LocalTogether local, string request)
    {
        (int status, string body) = await local.ChatAsync(request);
        Assert.True(status == 200, body);
        return JsonElement.Parse(body);
    }

    public static async Task<JsonElement[]> StreamAsync(this LocalTogether local, string request)
    {
        (int status, string body) = await local.ChatAsync(request);
        Assert.True(status == 200, body);
        string[] frames = body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("data: [DONE]", frames[^1]);
        return [.. frames[..^1].Select(static frame => JsonElement.Parse(frame["data: ".Length..]))];
    }

    public static JsonElement Choice(this JsonElement answer, int index = 0) => answer.GetProperty("choices")[index];

    public static JsonElement Delta(this JsonElement chunk) => chunk.Choice().GetProperty("delta");

    public static string? Text(this JsonElement answer, int index = 0) => answer.Choice(index).GetProperty("message").GetProperty("content").GetString();

    public static string? FinishReason(this JsonElement answer) => answer.Choice().GetProperty("finish_reason").GetString();
}
