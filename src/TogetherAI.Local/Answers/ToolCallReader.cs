using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Answers;

/// <summary>
/// Finds <c>&lt;tool_call&gt;{"name": …, "arguments": {…}}&lt;/tool_call&gt;</c> in what a model says and hands it on as a tool call; the
/// rest passes as text. This is the form that the Hermes, Qwen and tai-tiny templates teach.
/// </summary>
internal static class ToolCallReader
{
    private const string Opening = "<tool_call>";
    private const string Closing = "</tool_call>";

    public static async IAsyncEnumerable<AnswerPiece> ReadAsync(
        IAsyncEnumerable<AnswerPiece> pieces, string idPrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StringBuilder held = new();
        int calls = 0;
        await foreach (AnswerPiece piece in pieces.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            held.Append(piece.Text);
            StringBuilder visible = new();
            while (Take(held, ended: piece.FinishReason is not null) is { Length: > 0 } part)
            {
                if (TryParse(part, $"{idPrefix}-{calls}", calls) is not { } call)
                {
                    visible.Append(part);
                    continue;
                }

                if (visible.ToString().AsSpan().Trim().Length > 0)
                    yield return new AnswerPiece { Text = visible.ToString() };
                visible.Clear();
                calls++;
                yield return new AnswerPiece { ToolCall = call };
            }

            // The line breaks between and after calls are markup, not speech.
            string text = visible.ToString();
            yield return piece with
            {
                Text = calls > 0 && text.AsSpan().Trim().Length == 0 ? "" : text,
                FinishReason = piece.FinishReason is FinishReasons.EndOfSequence or FinishReasons.Stop && calls > 0
                    ? FinishReasons.ToolCalls
                    : piece.FinishReason,
            };
        }
    }

    // The next part of what was held that can be judged: plain text, or a whole call. Empty while it may become a call.
    private static string Take(StringBuilder held, bool ended)
    {
        string text = held.ToString();
        int open = text.IndexOf(Opening, StringComparison.Ordinal);
        int length = open switch
        {
            > 0 => open,
            0 => text.IndexOf(Closing, StringComparison.Ordinal) is >= 0 and var close ? close + Closing.Length : 0,
            _ => text.Length - BeginningOfOpening(text),
        };
        if (ended && length == 0)
            length = text.Length;
        held.Remove(0, length);
        return text[..length];
    }

    private static int BeginningOfOpening(string text)
    {
        for (int length = Math.Min(Opening.Length - 1, text.Length); length > 0; length--)
        {
            if (text.AsSpan(text.Length - length).SequenceEqual(Opening.AsSpan(0, length)))
                return length;
        }

        return 0;
    }

    private static WireToolCall? TryParse(string part, string id, int index)
    {
        if (!part.StartsWith(Opening, StringComparison.Ordinal) || !part.EndsWith(Closing, StringComparison.Ordinal))
            return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(part.AsMemory(Opening.Length, part.Length - Opening.Length - Closing.Length));
            JsonElement call = json.RootElement;
            if (call.ValueKind != JsonValueKind.Object
                || !call.TryGetProperty("name", out JsonElement name) || name.ValueKind != JsonValueKind.String)
                return null;
            string arguments = call.TryGetProperty("arguments", out JsonElement value)
                ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()
                : "{}";
            return new WireToolCall(index, id, new WireFunctionCall(name.GetString()!, arguments));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
