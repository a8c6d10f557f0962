using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI.Cli.Commands.Batches.Inputs;

/// <summary>Inputs that are lines of JSON: each with a body, messages, or a field with a text.</summary>
internal static class JsonlInputs
{
    public static async IAsyncEnumerable<BatchInput> ReadAsync(RunArguments arguments, RequestMaker maker, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using StreamReader lines = new(arguments.Input, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        string name = Path.GetFileName(arguments.Input);
        for (long number = 1; await LineAsync(lines, name, number, cancellationToken) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            string where = string.Create(CultureInfo.InvariantCulture, $"{name}, line {number}");
            JsonObject fields = Parse(line, where);
            string key = Key(fields, arguments.Key, where) ?? number.ToString(CultureInfo.InvariantCulture);
            yield return new BatchInput(key, () => Request(fields, arguments.Text, maker, where));
        }
    }

    private static async ValueTask<string?> LineAsync(StreamReader lines, string name, long number, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadLineAsync(cancellationToken);
        }
        catch (DecoderFallbackException exception)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is not UTF-8 at line {number} or after it. Write it anew as UTF-8."), exception);
        }
    }

    private static JsonObject Parse(string line, string where)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject ?? throw new ArgumentException($"{where} is JSON, but no object; each line has to be one, such as {{\"id\": 1, \"text\": \"…\"}}.");
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"{where} is not JSON: {exception.Message}", exception);
        }
    }

    private static string? Key(JsonObject fields, string? named, string where)
    {
        string? field = named ?? InputSource.Keys.FirstOrDefault(fields.ContainsKey);
        if (field is null)
            return null;
        return fields[field] switch
        {
            JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number => value.ToString(),
            null => throw new ArgumentException($"{where} has no {field}. --key names the field that tells inputs apart; it has {Names(fields)}."),
            _ => throw new ArgumentException($"{where}: {field} is neither a string nor a number. --key names the field that tells inputs apart."),
        };
    }

    private static ChatRequest Request(JsonObject fields, string text, RequestMaker maker, string where)
    {
        if (fields["body"] is JsonObject body)
        {
            fields.Remove("body");
            return maker.OfBody(body, where);
        }

        if (fields["messages"] is { } messages)
            return maker.OfMessages(messages, where);
        return fields[text] is JsonValue value && value.TryGetValue(out string? content)
            ? maker.OfText(content, where)
            : throw new ArgumentException($"{where} has neither a body nor messages nor a string in the field '{text}'. --text names the field with the text; it has {Names(fields)}.");
    }

    private static string Names(JsonObject fields) => fields.Count == 0 ? "no field" : string.Join(", ", fields.Select(static field => field.Key));
}
