using StructuredOutput;
using TogetherAI;
using TogetherAI.Local;

// An answer as a value of a type. The server holds the model to the type's schema at every token, so what comes is always a Person;
// whether the person is right is up to the model. With a key, take new TogetherClient() and a model of api.together.ai.
await using LocalTogether local = await LocalTogether.StartAsync();
using TogetherClient together = local.CreateClient();

string[] texts = args.Length > 0 ? args : ["Maria is 34 years old.", "My name is Peter and I am 52 years old."];
foreach (string text in texts)
{
    ChatResponse<Person> answer = await together.Chat.CreateAsync(
        new ChatRequest
        {
            Model = "tai-tiny",
            Messages = [ChatMessage.User($"Extract the name and age as JSON: {text}")],
            MaxTokens = 64,
        },
        AppJson.Default.Person);
    Console.WriteLine($"{answer.Value.Name} is {answer.Value.Age}.");
}
