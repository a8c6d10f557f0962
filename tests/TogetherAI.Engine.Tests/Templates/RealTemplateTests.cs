using System.Text.Json.Nodes;
using TogetherAI.Engine.Templates;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Templates;

/// <summary>Templates of published models.</summary>
public class RealTemplateTests
{
    [Fact]
    public void Every_case_renders_exactly()
    {
        JsonArray cases = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Shared("data", "chat-templates", "cases.json")))!.AsArray();
        foreach (JsonNode? entry in cases)
        {
            string name = (string)entry!["name"]!;
            string rendered = ChatTemplate.Parse((string)entry["template"]!, name).Render(Rendering.Context(entry["data"]!.AsObject()));
            string expected = (string)entry["expected"]!;
            // That case's expectation was made by a renderer in JavaScript, which prints a list as JSON. Python, which the models were
            // trained with, prints {{ tools|string }} with its own quotes; nothing else differs.
            if (name == "MadeAgents/Hammer2.1") expected = InPythonsQuotes(expected);
            Assert.Equal(expected, rendered);
        }

        Assert.Equal(27, cases.Count);
    }

    private static string InPythonsQuotes(string prompt)
    {
        int start = prompt.IndexOf("[{\"type\"", StringComparison.Ordinal);
        int end = prompt.IndexOf('\n', start);
        string list = prompt[start..end].Replace("\\\"", "\0").Replace('"', '\'').Replace('\0', '"');
        return prompt[..start] + list + prompt[end..];
    }

    [Fact]
    public void Every_prompt_of_tai_tinys_reference_renders_exactly()
    {
        JsonNode config = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Path("src", "TogetherAI.Local", "Models", "tai-tiny", "tokenizer_config.json")))!;
        ChatTemplate template = ChatTemplate.Parse((string)config["chat_template"]!);
        JsonArray prompts = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Path("tests", "data", "tai-tiny", "reference.json")))!["prompts"]!.AsArray();
        foreach (JsonNode? prompt in prompts)
        {
            string rendered = template.Render(new ChatTemplateContext
            {
                Messages = prompt!["messages"]!.DeepClone().AsArray(),
                Tools = prompt["tools"]?.DeepClone().AsArray(),
                AddGenerationPrompt = (bool)prompt["add_generation_prompt"]!,
                BosToken = "<|begin_of_text|>",
                EosToken = "<|im_end|>",
            });
            Assert.Equal((string)prompt["text"]!, rendered);
        }

        Assert.NotEmpty(prompts);
    }

    [Fact]
    public void Every_published_template_renders_a_simple_conversation()
    {
        string[] files = Directory.GetFiles(RepositoryFiles.Shared("data", "chat-templates"), "*.jinja");
        Assert.Equal(17, files.Length);
        foreach (string file in files)
        {
            // Of tools that one makes JSON of what "map" gives, which Jinja refuses: it was written for another renderer.
            ChatTemplateContext conversation = file.EndsWith("llama-cpp-deepseek-r1.jinja", StringComparison.Ordinal) ? Conversation() with { Tools = null } : Conversation();
            string prompt = ChatTemplate.Parse(File.ReadAllText(file), Path.GetFileName(file)).Render(conversation);
            Assert.Contains("What is the capital of France?", prompt, StringComparison.Ordinal);
            Assert.Contains("Paris, of course.", prompt, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("qwen2.5.json")]
    [InlineData("qwen3.json")]
    [InlineData("phi-4-mini.json")]
    public void Templates_within_tokenizer_configs_render_a_simple_conversation(string file)
    {
        JsonNode config = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Shared("data", "tokenizers", "configs", file)))!;
        string prompt = ChatTemplate.Parse((string)config["chat_template"]!).Render(Conversation());
        Assert.Contains("Paris, of course.", prompt, StringComparison.Ordinal);
    }

    private static ChatTemplateContext Conversation() => new()
    {
        Messages = JsonNode.Parse("""
            [{"role": "user", "content": "What is the capital of France?"},
             {"role": "assistant", "content": "Paris, of course."},
             {"role": "user", "content": "And of Spain?"}]
            """)!.AsArray(),
        // Templates made for tools loop over them without asking whether there are any.
        Tools = JsonNode.Parse("""
            [{"type": "function", "function": {"name": "f", "description": "Does it.", "parameters": {"type": "object", "properties": {}}}}]
            """)!.AsArray(),
        BosToken = "<s>",
        EosToken = "</s>",
        Variables = new JsonObject { ["functions"] = "[]", ["datetime"] = "now" },
    };
}
