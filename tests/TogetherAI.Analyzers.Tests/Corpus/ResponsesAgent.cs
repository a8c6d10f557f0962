// The responses API with tools of one's own.
using TogetherAI;

var together = new TogetherClient(Environment.GetEnvironmentVariable("TOGETHER_API_KEY") ?? throw new InvalidOperationException("No key."));

List<ResponseItem> conversation = [ResponseMessage.User("What is 2 to the power of 40?")];
ResponseTool[] tools = [ResponseTool.FromFunction("power", "base to the power of exponent")];

for (int round = 0; round < 4; round++)
{
    ModelResponse response = await together.Responses.CreateAsync(new ResponseRequest
    {
        Model = "MiniMaxAI/MiniMax-M2.7",
        Input = ResponseInput.FromItems(conversation),
        Tools = tools,
        MaxOutputTokens = 2000,
        Temperature = 0.6,
    });
    if (response.FunctionCalls.Count == 0)
    {
        Console.WriteLine(response.Text);
        break;
    }

    foreach (ResponseFunctionCall call in response.FunctionCalls)
    {
        conversation.Add(call);
        conversation.Add(ResponseFunctionOutput.For(call, Math.Pow(2, 40).ToString("F0")));
    }
}

await using ResponseStream stream = await together.Responses.StreamAsync(new ResponseRequest
{
    Model = "MiniMaxAI/MiniMax-M2.7",
    Input = ResponseInput.FromText("Explain it."),
    MaxOutputTokens = 500,
    Tools = [ResponseTool.FromFunction("show-steps")], // expect: TAI4005
});
await foreach (string text in stream.ReadTextAsync())
    Console.Write(text);
