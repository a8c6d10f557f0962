using System.Text.Json;

namespace TogetherAI.Local.Requests;

/// <summary>What a body says, as far as a log wants to know. Immutable.</summary>
internal sealed class RequestContent
{
    public RequestContent(string body)
    {
        Json = RequestJson.Parse(body);
        Model = RequestJson.String(Json, "model") ?? "";
        Messages = RequestJson.Messages(Json);
        LastUserText = Messages.LastOrDefault(static message => message.Role == "user")?.Text ?? "";
    }

    public JsonElement? Json { get; }

    public string Model { get; }

    public IReadOnlyList<LoggedMessage> Messages { get; }

    public string LastUserText { get; }
}
