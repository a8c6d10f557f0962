using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TogetherAI.Engine.Templates;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Templates;

/// <summary>
/// Published templates on conversations of every shape, against what Jinja itself makes of them (eng/chat-templates/render.py): the same text,
/// the template's own refusal in its words, or a failure where Python fails.
/// </summary>
public class GoldenTemplateTests
{
    [Fact]
    public void Every_template_renders_every_conversation_as_Jinja_does()
    {
        JsonObject golden = Read("tests", "data", "chat-templates", "golden.json"), conversations = Read("eng", "chat-templates", "conversations.json");
        List<string> wrong = [];
        int rendered = 0;
        foreach ((string file, JsonNode? expectations) in golden)
        {
            ChatTemplate template = ChatTemplate.Parse(Source(file), file);
            foreach ((string name, JsonNode? expected) in expectations!.AsObject())
            {
                string told = Tell(template, conversations[name]!.AsObject(), expected!.AsObject());
                if (told.Length > 0)
                    wrong.Add($"{file}, {name}: {told}");
                rendered++;
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(rendered >= 17 * 13, $"{rendered} renderings");
    }

    private static JsonObject Read(params string[] path) => JsonNode.Parse(File.ReadAllText(RepositoryFiles.Path(path)))!.AsObject();

    private static string Source(string file) => file.EndsWith(".jinja", StringComparison.Ordinal)
        ? File.ReadAllText(RepositoryFiles.Shared("data", "chat-templates", file))
        : (string)JsonNode.Parse(File.ReadAllText(RepositoryFiles.Shared("data", "tokenizers", "configs", file)))!["chat_template"]!;

    /// <summary>What differs; nothing where nothing does.</summary>
    private static string Tell(ChatTemplate template, JsonObject conversation, JsonObject expected)
    {
        JsonObject rest = conversation.DeepClone().AsObject();
        rest.Remove("messages");
        rest.Remove("tools");
        rest.Remove("add_generation_prompt");
        rest.TryAdd("functions", "[]");
        rest.TryAdd("datetime", "now");
        try
        {
            string text = template.Render(new ChatTemplateContext
            {
                Messages = conversation["messages"]!.DeepClone().AsArray(),
                Tools = conversation["tools"]?.DeepClone().AsArray(),
                AddGenerationPrompt = (bool?)conversation["add_generation_prompt"] ?? true,
                BosToken = "<s>",
                EosToken = "</s>",
                Variables = rest,
                TimeProvider = new StoppedClock(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero)),
            });
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            return hash == (string?)expected["sha256"] ? "" : $"{expected.ToJsonString()} expected, but:\n{text}";
        }
        catch (ChatTemplateException e)
        {
            bool same = e.RaisedByTemplate ? e.Message.Contains((string?)expected["raised"] ?? "\0", StringComparison.Ordinal) : expected.ContainsKey("fails");
            return same ? "" : $"{expected.ToJsonString()} expected, but: {e.Message}";
        }
    }
}
