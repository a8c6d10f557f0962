using System.Text;
using System.Text.Json;

namespace TogetherAI;

/// <summary>The requests of a batch: a model, and for conversations at least one message. Not thread-safe.</summary>
/// <param name="problems">Where problems go.</param>
/// <param name="endpoint">What the requests are for.</param>
/// <param name="isOneModel">Whether all have to name the same model.</param>
internal sealed class BatchBodyCheck(ProblemList problems, BatchEndpoint? endpoint, bool isOneModel)
{
    private readonly bool _isChat = endpoint == BatchEndpoint.ChatCompletions;
    private byte[]? _model;
    private long _modelLine;
    private bool _hasManyModels;

    /// <summary>The model that all so far name; null where that is none, or more than one.</summary>
    public string? Model => _hasManyModels || _model is null ? null : Encoding.UTF8.GetString(_model);

    /// <summary>Looks at a body, from its first token to its last.</summary>
    public void Check(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            problems.Add(number, text, json.TokenStartIndex, "body", $"'body' is {LineCheck.Name(json.TokenType)}; it has to be the request, an object.");
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
                problems.RefuseSecond(number, text, ref json, hasModel, "body.model");
                hasModel = true;
                json.Read();
                CheckModel(number, text, ref json);
            }
            else if (_isChat && json.ValueTextEquals("messages"u8))
            {
                problems.RefuseSecond(number, text, ref json, hasMessages, "body.messages");
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
            problems.Add(number, text, start, "body.model", "'body.model' is missing: every request has to name the model, and all the same one.");
        if (_isChat && !hasMessages)
            problems.Add(number, text, start, "body.messages", "'body.messages' is missing: a conversation has at least one message.");
    }

    private void CheckModel(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json)
    {
        if (!problems.IsText(number, text, ref json, "body.model") || (_model is not null && json.ValueTextEquals(_model)))
            return;
        if (json.ValueSpan.IsEmpty)
        {
            problems.Add(number, text, json.TokenStartIndex, "body.model", "'body.model' is empty; it has to name the model.");
        }
        else if (!isOneModel)
        {
            return;
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
            problems.Add(number, text, json.TokenStartIndex, "body.model", $"'body.model' is another than on line {_modelLine}; a batch has one model: make a file for each.");
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
            problems.Add(number, text, json.TokenStartIndex, "body.messages", $"'body.messages' is {LineCheck.Name(json.TokenType)}; it has to be an array of messages.");
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

            problems.Add(number, text, json.TokenStartIndex, "body.messages", $"A message is {LineCheck.Name(json.TokenType)}; it has to be an object.");
            json.Skip();
        }

        if (count == 0)
            problems.Add(number, text, start, "body.messages", "'body.messages' is empty; a conversation has at least one message.");
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
                problems.IsText(number, text, ref json, "body.messages.role");
            else
                json.Skip();
        }

        if (!hasRole)
            problems.Add(number, text, start, "body.messages.role", "A message has no 'role'; say whose it is: system, user, assistant or tool.");
    }
}
