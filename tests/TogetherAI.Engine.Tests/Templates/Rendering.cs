using System.Text.Json.Nodes;
using TogetherAI.Engine.Templates;

namespace TogetherAI.Engine.Tests.Templates;

/// <summary>Short ways to render.</summary>
internal static class Rendering
{
    /// <summary>Renders a template with these variables (a JSON object) and an empty conversation.</summary>
    public static string Render(string template, string variables = "{}") => ChatTemplate.Parse(template).Render(new ChatTemplateContext
    {
        Messages = [],
        Variables = JsonNode.Parse(variables)!.AsObject(),
    });

    public static ChatTemplateException Fails(string template, string variables = "{}") =>
        Assert.Throws<ChatTemplateException>(() => Render(template, variables));

    /// <summary>The context that a case's <c>data</c> describes.</summary>
    public static ChatTemplateContext Context(JsonObject data)
    {
        JsonObject rest = data.DeepClone().AsObject();
        ChatTemplateContext context = new()
        {
            Messages = rest["messages"]!.DeepClone().AsArray(),
            Tools = rest["tools"]?.DeepClone().AsArray(),
            AddGenerationPrompt = (bool?)rest["add_generation_prompt"] ?? false,
            BosToken = (string?)rest["bos_token"],
            EosToken = (string?)rest["eos_token"],
            Variables = rest,
            // The day on which the cases' expectations were written.
            TimeProvider = new StoppedClock(new DateTimeOffset(2025, 7, 10, 12, 0, 0, TimeSpan.Zero)),
        };
        foreach (string name in (string[])["messages", "tools", "add_generation_prompt", "bos_token", "eos_token"]) rest.Remove(name);
        return context;
    }
}
