using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI.Engine;
using TogetherAI.Engine.Templates;

namespace TogetherAI.Cli.Commands;

/// <summary><c>tai template</c>: what a model really sees of a conversation.</summary>
internal static class TemplateCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string?> conversation = new("conversation")
        {
            Description = "A JSON file: a request of chat completions, or its messages alone; - for what comes in. Or a question, as it is.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> model = ModelOption.Create();
        Option<bool> open = new("--no-generation-prompt") { Description = "End with the last message, not where the answer begins." };
        Option<bool> source = new("--source") { Description = "Show the template itself." };

        Command command = new("template", "Show the prompt that a model's chat template makes of a conversation.") { conversation, model, open, source };
        command.Validators.Add(result =>
        {
            if (result.GetValue(conversation) is null != result.GetValue(source))
                result.AddError(result.GetValue(source) ? "--source takes no conversation." : "template takes a conversation: a JSON file, - or a question.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using LanguageModel loaded = LoadedModel.Load(parsed.GetValue(model));
            ChatTemplate template = loaded.ChatTemplate
                ?? throw new ArgumentException($"The model '{loaded.Name}' has no chat template: it is no chat model.");
            if (parsed.GetValue(source))
            {
                await context.Output.WriteLineAsync(template.Source);
                return Tai.Success;
            }

            ChatTemplateContext asked = await ReadAsync(parsed.GetValue(conversation)!, context, cancellationToken);
            int[] tokens = loaded.EncodePrompt(asked with { AddGenerationPrompt = !parsed.GetValue(open), TimeProvider = context.Time }, out string prompt);
            await context.Output.WriteLineAsync(prompt);
            await context.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{tokens.Length} tokens, and a line break that is not one of them"));
            return Tai.Success;
        });
        return command;
    }

    private static async Task<ChatTemplateContext> ReadAsync(string conversation, CliContext context, CancellationToken cancellationToken)
    {
        bool isFile = File.Exists(conversation);
        if (!isFile && conversation != "-")
            return new ChatTemplateContext { Messages = [new JsonObject { ["role"] = "user", ["content"] = conversation }] };
        string json = isFile ? await File.ReadAllTextAsync(conversation, cancellationToken) : await (context.Input ?? Console.In).ReadToEndAsync(cancellationToken);
        JsonNode? read;
        try
        {
            read = JsonNode.Parse(json);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"{conversation} is no JSON: {e.Message}", e);
        }

        JsonArray? messages = read as JsonArray ?? (read as JsonObject)?["messages"] as JsonArray;
        return messages is null
            ? throw new ArgumentException($"{conversation} is neither a list of messages nor an object that has one.")
            : new ChatTemplateContext
            {
                Messages = WithArguments(messages),
                Tools = ((read as JsonObject)?["tools"] as JsonArray)?.DeepClone().AsArray(),
                Variables = ((read as JsonObject)?["chat_template_kwargs"] as JsonObject)?.DeepClone().AsObject(),
            };
    }

    /// <summary>On the wire a call's arguments are JSON in a string; templates are written for the object itself, which the server gives them.</summary>
    private static JsonArray WithArguments(JsonArray messages)
    {
        JsonArray copy = messages.DeepClone().AsArray();
        foreach (JsonNode? call in copy.OfType<JsonObject>().SelectMany(static message => message["tool_calls"] as JsonArray ?? []))
        {
            if (call?["function"] is JsonObject function && function["arguments"] is JsonValue value && value.TryGetValue(out string? text) && TryParse(text) is { } arguments)
                function["arguments"] = arguments;
        }

        return copy;
    }

    private static JsonObject? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
