// Answers as data: by type, by schema, and by hope.
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TogetherAI;

namespace Extraction;

public sealed record Invoice(string Number, decimal Total);

public sealed class InvoiceReader(TogetherClient together, JsonTypeInfo<Invoice?> invoiceType)
{
    private const string Schema = """{"type":"object","properties":{"number":{"type":"string"},"total":{"type":"number"}},"required":["number","total"]}""";

    public async Task<Invoice?> ReadTypedAsync(string text, CancellationToken cancellationToken)
    {
        ChatResponse<Invoice?> answer = await together.Chat.CreateAsync(
            new ChatRequest { Model = "Qwen/Qwen3-235B-A22B-Instruct-2507", Messages = [ChatMessage.User(text)], MaxTokens = 200 },
            invoiceType,
            cancellationToken);
        return answer.Value;
    }

    public async Task<Invoice?> ReadWithSchemaAsync(string text, CancellationToken cancellationToken)
    {
        ChatResponse answer = await together.Chat.CreateAsync(
            new ChatRequest
            {
                Model = "Qwen/Qwen3-235B-A22B-Instruct-2507",
                Messages = [ChatMessage.System("Extract the invoice."), ChatMessage.User(text)],
                ResponseFormat = ResponseFormat.FromJsonSchema("invoice", Schema, strict: true),
                MaxTokens = 200,
            },
            cancellationToken);
        string json = answer.Text;
        return JsonSerializer.Deserialize<Invoice>(json); // expect: TAI2005
    }

    public async Task<JsonElement> ExampleAsync(CancellationToken cancellationToken)
    {
        ChatResponse answer = await together.Chat.CreateAsync(
            new ChatRequest
            {
                Model = "Qwen/Qwen3-235B-A22B-Instruct-2507",
                Messages = [ChatMessage.System("You invent examples."), ChatMessage.User("An invoice with a number and a total.")],
                ResponseFormat = ResponseFormat.JsonObject, // expect: TAI4001
                MaxTokens = 200,
            },
            cancellationToken);
        if (answer.FinishReason == FinishReason.Length)
            throw new InvalidDataException("Cut off.");
        using JsonDocument document = JsonDocument.Parse(answer.Text);
        return document.RootElement.Clone();
    }

    public async Task<string> GoodExampleAsync(CancellationToken cancellationToken)
    {
        var request = new ChatRequest
        {
            Model = "Qwen/Qwen3-235B-A22B-Instruct-2507",
            Messages = [ChatMessage.System("You invent examples. Answer as json only."), ChatMessage.User("An invoice.")],
            ResponseFormat = new ResponseFormat { Type = "json_object" },
            MaxTokens = 200,
        };
        return (await together.Chat.CreateAsync(request, cancellationToken)).Text;
    }

    public static Invoice? FromFile(string path) => JsonSerializer.Deserialize<Invoice>(File.ReadAllText(path));
}
