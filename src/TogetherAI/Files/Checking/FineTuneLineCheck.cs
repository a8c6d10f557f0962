using System.Text.Json;

namespace TogetherAI;

/// <summary>The lines of a file for fine-tuning: one of four forms, the same on every line. Not thread-safe.</summary>
internal sealed class FineTuneLineCheck(ProblemList problems) : LineCheck(problems)
{
    private const string Forms =
        "it has to have 'messages', or 'text', or 'prompt' and 'completion', or 'input', 'preferred_output' and 'non_preferred_output'";

    private string? _format;
    private long _formatLine;

    public override string? Format => _format;

    protected override void CheckObject(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json)
    {
        ExampleFields fields = default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ExampleFields field = ExampleForm.FieldOf(ref json);
            fields |= field;
            json.Read();
            if (field == ExampleFields.Messages)
                CheckMessages(number, text, ref json);
            else if (field is ExampleFields.Text or ExampleFields.Prompt or ExampleFields.Completion)
                Problems.IsText(number, text, ref json, ExampleForm.NameOf(field));
            else
                json.Skip();
        }

        if (ExampleForm.Of(fields) is not { } form)
        {
            Problems.AddLine(number, null, $"The example has none of the forms for fine-tuning: {Forms}.");
        }
        else if (_format is null)
        {
            (_format, _formatLine) = (form, number);
        }
        else if (form != _format)
        {
            Problems.AddLine(number, null, $"The example has the form {form}, and that on line {_formatLine} {_format}; all of a file must have the same.");
        }
    }

    private void CheckMessages(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            Problems.Add(number, text, json.TokenStartIndex, "messages", $"'messages' is {Name(json.TokenType)}; it has to be an array of messages.");
            json.Skip();
            return;
        }

        long start = json.TokenStartIndex;
        int count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
            {
                CheckMessage(number, text, ref json, isFirst: count == 0);
            }
            else
            {
                Problems.Add(number, text, json.TokenStartIndex, "messages", $"A message is {Name(json.TokenType)}; it has to be an object.");
                json.Skip();
            }

            count++;
        }

        if (count == 0)
            Problems.Add(number, text, start, "messages", "'messages' is empty; a conversation has at least one message.");
    }

    private void CheckMessage(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json, bool isFirst)
    {
        long start = json.TokenStartIndex;
        bool hasRole = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isRole = json.ValueTextEquals("role"u8);
            bool isWeight = !isRole && json.ValueTextEquals("weight"u8);
            json.Read();
            if (isRole)
            {
                hasRole = true;
                CheckRole(number, text, ref json, isFirst);
            }
            else if (isWeight)
            {
                CheckWeight(number, text, ref json);
            }
            else
            {
                json.Skip();
            }
        }

        if (!hasRole)
            Problems.Add(number, text, start, "messages.role", "A message has no 'role'; say whose it is: system, user, assistant or tool.");
    }

    private void CheckRole(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json, bool isFirst)
    {
        if (!Problems.IsText(number, text, ref json, "messages.role"))
            return;
        if (json.ValueTextEquals("system"u8))
        {
            if (!isFirst)
                Problems.Add(number, text, json.TokenStartIndex, "messages.role", "A message of the role system comes after others; it has to be the first.");
        }
        else if (!json.ValueTextEquals("user"u8) && !json.ValueTextEquals("assistant"u8) && !json.ValueTextEquals("tool"u8))
        {
            Problems.Add(number, text, json.TokenStartIndex, "messages.role", "'messages.role' is none of system, user, assistant and tool.");
        }
    }

    private void CheckWeight(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json)
    {
        bool isOne = json.TokenType == JsonTokenType.Number && json.TryGetDecimal(out decimal weight) && weight is 0 or 1;
        if (!isOne)
            Problems.Add(number, text, json.TokenStartIndex, "messages.weight", "'messages.weight' has to be 0 or 1: whether the message is learnt from.");
        json.Skip();
    }
}
