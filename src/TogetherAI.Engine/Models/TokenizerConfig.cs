using System.Text;
using System.Text.Json;
using TogetherAI.Engine.Templates;

namespace TogetherAI.Engine.Models;

/// <summary>What <c>tokenizer_config.json</c> (and, in newer exports, <c>chat_template.jinja</c>) adds to a tokenizer.</summary>
/// <param name="BosToken">The token that begins a text.</param>
/// <param name="EosToken">The token that ends a text.</param>
/// <param name="TemplateText">The chat template; null where there is none.</param>
/// <param name="TemplateSource">Where it stands, for messages.</param>
internal sealed record TokenizerConfig(string? BosToken, string? EosToken, string? TemplateText, string TemplateSource)
{
    private const string FileName = "tokenizer_config.json";
    private const string TemplateFile = "chat_template.jinja";
    private const int MaxTemplateBytes = 4 << 20;

    public static TokenizerConfig Read(ModelFiles files)
    {
        ConfigReader? config = files.Exists(FileName) ? ConfigReader.Open(files.Open(FileName)) : null;
        (string Text, string File)? template =
            files.Exists(TemplateFile) ? (Encoding.UTF8.GetString(files.Open(TemplateFile).ReadAll(MaxTemplateBytes)), TemplateFile)
            : config is not null && ReadTemplate(config) is { } text ? (text, FileName)
            : null;
        return new TokenizerConfig(ReadToken(config, "bos_token"), ReadToken(config, "eos_token"), template?.Text, template?.File ?? FileName);
    }

    public ChatTemplate ParseTemplate() => ChatTemplate.Parse(TemplateText!, TemplateSource);

    /// <summary>A token is its text, or an object that describes it.</summary>
    private static string? ReadToken(ConfigReader? config, string field) =>
        config?.Find(field) is { ValueKind: JsonValueKind.Object } ? config.Object(field)!.Text("content") : config?.Text(field);

    /// <summary>A template is its text, or one of several under a name; the one for a plain chat is called <c>default</c>.</summary>
    private static string? ReadTemplate(ConfigReader config)
    {
        const string Field = "chat_template";
        if (config.Find(Field) is not { ValueKind: JsonValueKind.Array })
            return config.Text(Field);
        IReadOnlyList<ConfigReader> templates = config.Objects(Field);
        return templates.FirstOrDefault(static template => template.Text("name") == "default")?.Text("template")
            ?? throw config.Fault(Field, "lists templates, but none with the name 'default'.");
    }
}
