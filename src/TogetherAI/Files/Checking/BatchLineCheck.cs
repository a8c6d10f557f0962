using System.Text;
using System.Text.Json;

namespace TogetherAI;

/// <summary>The lines of a file for batches: <c>{"custom_id", "body": {"model", …}}</c>, each id once, one model in all. Not thread-safe.</summary>
internal sealed class BatchLineCheck(ProblemList problems, BatchEndpoint endpoint, KeyIndex ids) : LineCheck(problems)
{
    private const int MaxIdLength = 64;

    private readonly BatchBodyCheck _body = new(problems, endpoint, isOneModel: true);

    public override string? Model => _body.Model;

    public override void Finish() => ids.ReportRepeated(Problems, "custom_id");

    protected override void CheckObject(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json)
    {
        bool hasId = false;
        bool hasBody = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("custom_id"u8))
            {
                Problems.RefuseSecond(number, text, ref json, hasId, "custom_id");
                json.Read();
                CheckId(number, text, ref json, isFirst: !hasId);
                hasId = true;
            }
            else if (json.ValueTextEquals("body"u8))
            {
                Problems.RefuseSecond(number, text, ref json, hasBody, "body");
                hasBody = true;
                json.Read();
                _body.Check(number, text, ref json);
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

    private void CheckId(long number, ReadOnlySpan<byte> text, ref Utf8JsonReader json, bool isFirst)
    {
        if (!Problems.IsText(number, text, ref json, "custom_id"))
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
}
