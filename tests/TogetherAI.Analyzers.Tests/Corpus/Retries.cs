// Somebody's own retries around the client, and deadlines.
using TogetherAI;

public static class Retries
{
    public static async Task<ChatResponse> AskAsync(TogetherClient together, ChatRequest request, int attempts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await together.Chat.CreateAsync(request, cancellationToken);
            }
            catch (TogetherOverloadedException) when (attempt < attempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 * Math.Pow(2, attempt)), cancellationToken);
            }
        }
    }

    public static async Task<string> AskInTimeAsync(TogetherClient together, string question, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        TogetherClient patient = together.With(new RequestOptions { MaxRetries = 0, TotalTimeout = limit });
        var response = await patient.Chat.CreateAsync(
            new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User(question)], MaxTokens = 100 }, timeout.Token);
        return response.Text;
    }

    public static async Task<string> AskPatientlyAsync(string question)
    {
        for (int i = 0; i < 3; i++)
        {
            // A fresh client, "so that the connection is clean".
            using var together = new TogetherClient(); // expect: TAI2006
            try
            {
                var response = await together.Chat.CreateAsync(new() { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User(question)] }); // expect: TAI1001
                return response.Text;
            }
            catch (TogetherConnectionException)
            {
                await Task.Delay(1000);
            }
        }

        return "";
    }
}
