// An agent that runs its own tool loop, over declared functions.
using System.Text.Json;
using TogetherAI;

namespace Agents;

public sealed class ToolAgent(TogetherClient together)
{
    private static readonly ChatTool[] s_tools =
    [
        ChatTool.FromFunction("get_weather", "The weather in a city.", """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""),
        ChatTool.FromFunction("search-flights", "Finds flights."), // expect: TAI4005
        ChatTool.FromFunction(name: "book.hotel", description: "Books a room."), // expect: TAI4005
        new ChatTool { Function = new FunctionDefinition { Name = "send invoice" } }, // expect: TAI4005
        new() { Function = new() { Name = "cancel_booking", Description = "Cancels a booking. Ask first." } },
    ];

    public async Task<string> RunAsync(string task, CancellationToken cancellationToken)
    {
        List<ChatMessage> messages = [ChatMessage.System("You plan journeys."), ChatMessage.User(task)];
        for (int round = 0; round < 8; round++)
        {
            ChatResponse response = await together.Chat.CreateAsync(
                new ChatRequest { Model = "Qwen/Qwen3-235B-A22B-Instruct-2507", Messages = messages, Tools = s_tools, MaxTokens = 1000 },
                cancellationToken);
            messages.Add(response.Message!);
            if (response.ToolCalls.Count == 0)
                return response.Text;
            foreach (ToolCall call in response.ToolCalls)
                messages.Add(ChatMessage.Tool(call.Id!, await InvokeAsync(call, cancellationToken)));
        }

        throw new InvalidOperationException("Eight rounds and no answer.");
    }

    public async Task<ChatResponse> PlanAsync(string task, CancellationToken cancellationToken) =>
        await together.Chat.CreateAsync(
            new ChatRequest
            {
                Model = "Qwen/Qwen3-235B-A22B-Instruct-2507",
                Messages = [ChatMessage.System("Answer with a plan as JSON."), ChatMessage.User(task)],
                Tools = s_tools,
                ResponseFormat = ResponseFormat.JsonObject, // expect: TAI4003
                MaxTokens = 1000,
            },
            cancellationToken);

    private static async Task<string> InvokeAsync(ToolCall call, CancellationToken cancellationToken)
    {
        // What a function call carries is the model's, but whole: the loop above saw the response end with a call.
        using JsonDocument arguments = JsonDocument.Parse(call.Function?.Arguments ?? "{}");
        await Task.Delay(10, cancellationToken);
        return $$"""{"done":"{{call.Function?.Name}}","with":{{arguments.RootElement.GetRawText()}}}""";
    }
}
