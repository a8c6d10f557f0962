using System.Text;
using System.Text.Json;

namespace TogetherAI;

/// <summary>The lines of a file for batches: <c>{"custom_id", "body": {"model", …}}</c>, each id once, one model in all. Not thread-safe.</summary>
internal sealed class BatchLineCheck(ProblemList problems, BatchEndpoint endpoint, KeyIndex ids) : LineCheck(problems)
{
    private const int MaxIdLength = 64;

    private readonly bool _isChat = endpoint == BatchEndpoint.ChatCompletions;
    private byte[]? _model;
    private long _modelLine;
    private bool _hasManyModels;

    public override string? Model => _hasManyModels || _model is null ? null : Encoding.UTF8.GetString(_model);

    public override void Finish() => ids.ReportRepeated(Problems, "custom_id");

    protected override void CheckObject(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json)
    {
        bool hasId = false;
        bool hasBody = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("custom_id"u8))
            {
                RefuseSecond(number, text, ref json, hasId, "custom_id");
                json.Read();
                CheckId(number, text, ref json, isFirst: !hasId);
                hasId = true;
            }
            else if (json.ValueTextEquals("body"u8))
            {
                RefuseSecond(number, text, ref json, hasBody, "body");
                hasBody = true;
                json.Read();
                CheckBody(number, text, ref json);
            }
            else
            {
                json.Skip();
            }
        }

        if (!hasId)
            Problems.AddLine(number, "custom_id", $"'custom_id' is missing: give every request an id of 1 to {MaxIdLength} characters, by which its result is found.");
        if (!hasBody)
            Problems.AddLine(number, "body", "'body' is missing: it has to hold the request, as it would be sent by itself.");
    }

    private void RefuseSecond(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json, bool isSecond, string field)
    {
        if (isSecond)
            Problems.Add(number, text, json.TokenStartIndex, field, $"'{field}' stands here a second time; leave one of the two.");
    }

    private void CheckId(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json, bool isFirst)
    {
        if (!IsText(number, text, ref json, "custom_id"))
            return;
        ReadOnlySpan<byte> id = json.ValueSpan;
        if (json.ValueIsEscaped)
        {
            try
            {
                id = Encoding.UTF8.GetBytes(json.GetString()!);
            }
            catch (InvalidOperationException)
            {
                Problems.Add(number, text, json.TokenStartIndex, "custom_id", "'custom_id' holds half a surrogate pair, which no result could repeat. Choose another id.");
                return;
            }
        }

        int length = Encoding.UTF8.GetCharCount(id);
        if (length is 0 or > MaxIdLength)
            Problems.Add(number, text, json.TokenStartIndex, "custom_id", $"'custom_id' has {length} characters; it has to have 1 to {MaxIdLength}.");
        else if (isFirst)
            ids.Add(id, number);
    }

    private void CheckBody(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            Problems.Add(number, text, json.TokenStartIndex, "body", $"'body' is {Name(json.TokenType)}; it has to be the request, an object.");
            json.Skip();
            return;
        }

        long start = json.TokenStartIndex;
        bool hasModel = false;
        bool hasMessages = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("model"u8))
            {
                RefuseSecond(number, text, ref json, hasModel, "body.model");
                hasModel = true;
                json.Read();
                CheckModel(number, text, ref json);
            }
            else if (_isChat && json.ValueTextEquals("messages"u8))
            {
                RefuseSecond(number, text, ref json, hasMessages, "body.messages");
                hasMessages = true;
                json.Read();
                CheckMessages(number, text, ref json);
            }
            else
            {
                json.Skip();
            }
        }

        if (!hasModel)
            Problems.Add(number, text, start, "body.model", "'body.model' is missing: every request has to name the model, and all the same one.");
        if (_isChat && !hasMessages)
            Problems.Add(number, text, start, "body.messages", "'body.messages' is missing: a conversation has at least one message.");
    }

    private void CheckModel(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json)
    {
        if (!IsText(number, text, ref json, "body.model") || (_model is not null && json.ValueTextEquals(_model)))
            return;
        if (json.ValueSpan.IsEmpty)
        {
            Problems.Add(number, text, json.TokenStartIndex, "body.model", "'body.model' is empty; it has to name the model.");
        }
        else if (_model is null)
        {
            // Once in a file; an escape that is none is the next line's to tell from it.
            _model = json.ValueIsEscaped ? Encoding.UTF8.GetBytes(Unescaped(ref json)) : json.ValueSpan.ToArray();
            _modelLine = number;
        }
        else
        {
            _hasManyModels = true;
            Problems.Add(number, text, json.TokenStartIndex, "body.model", $"'body.model' is another than on line {_modelLine}; a batch has one model: make a file for each.");
        }
    }

    private static string Unescaped(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(json.ValueSpan);
        }
    }

    private void CheckMessages(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            Problems.Add(number, text, json.TokenStartIndex, "body.messages", $"'body.messages' is {Name(json.TokenType)}; it has to be an array of messages.");
            json.Skip();
            return;
        }

        long start = json.TokenStartIndex;
        int count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            count++;
            if (json.TokenType == JsonTokenType.StartObject)
            {
                CheckMessage(number, text, ref json);
                continue;
            }

            Problems.Add(number, text, json.TokenStartIndex, "body.messages", $"A message is {Name(json.TokenType)}; it has to be an object.");
            json.Skip();
        }

        if (count == 0)
            Problems.Add(number, text, start, "body.messages", "'body.messages' is empty; a conversation has at least one message.");
    }

    private void CheckMessage(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json)
    {
        long start = json.TokenStartIndex;
        bool hasRole = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isRole = json.ValueTextEquals("role"u8);
            hasRole |= isRole;
            json.Read();
            if (isRole)
                IsText(number, text, ref json, "body.messages.role");
            else
                json.Skip();
        }

        if (!hasRole)
            Problems.Add(number, text, start, "body.messages.role", "A message has no 'role'; say whose it is: system, user, assistant or tool.");
    }
}
