using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI.Cli.Output;
using TogetherAI.Engine;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Cli.Commands;

/// <summary><c>tai tokenize</c>: the tokens of a text, as a model sees it.</summary>
internal static class TokenizeCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string[]> text = new("text") { Description = "The text. Quotes are not needed. Without it, what comes in.", Arity = ArgumentArity.ZeroOrMore };
        Option<string?> model = ModelOption.Create();
        Option<bool> special = new("--special") { Description = "Take special tokens that are written out in the text, such as <|im_end|>, for what they are." };
        Option<bool> count = new("--count") { Description = "Only how many there are." };
        Option<bool> json = CommonOptions.Json();

        Command command = new("tokenize", "Show the tokens that a model reads a text as: a line each, its id and its text.") { text, model, special, count, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(count) && result.GetValue(json))
                result.AddError("--count and --json do not go together: --json tells the number too.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string read = parsed.GetValue(text) is { Length: > 0 } given
                ? string.Join(' ', given)
                : await (context.Input ?? Console.In).ReadToEndAsync(cancellationToken);
            using LanguageModel loaded = LoadedModel.Load(parsed.GetValue(model));
            int[] ids = loaded.Tokenizer.Encode(read, parsed.GetValue(special) ? SpecialTokens.Parse : SpecialTokens.AsText);
            if (parsed.GetValue(count))
                await context.Output.WriteLineAsync(ids.Length.ToString(CultureInfo.InvariantCulture));
            else if (parsed.GetValue(json))
                JsonLine.Write(context.Output, ToJson(loaded.Tokenizer, ids));
            else
                Write(context.Output, loaded.Tokenizer, ids);
            return Tai.Success;
        });
        return command;
    }

    private static JsonObject ToJson(Tokenizer tokenizer, int[] ids) => new()
    {
        ["count"] = ids.Length,
        ["tokens"] = new JsonArray([.. ids.Select(id => new JsonObject { ["id"] = id, ["text"] = tokenizer.Decode([id]), ["special"] = tokenizer.IsSpecial(id) })]),
    };

    // As JSON writes strings, so that spaces and line breaks can be seen.
    private static void Write(TextWriter output, Tokenizer tokenizer, int[] ids)
    {
        foreach (int id in ids)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{id,7} \"{JsonEncodedText.Encode(tokenizer.Decode([id]), System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"{(tokenizer.IsSpecial(id) ? " special" : "")}"));
    }
}
