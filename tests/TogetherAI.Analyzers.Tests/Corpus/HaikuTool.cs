// A console tool with a Main that cannot await; the key came along in the code.
using System;
using TogetherAI;

namespace Haiku
{
    internal static class Program
    {
        private const string Key = "tgp_v1_4f1c0a9be27d48d3a6b5570e9c12ff08";

        private static void Main(string[] args)
        {
            var client = new TogetherClient(Key); // expect: TAI3001
            string topic = args.Length > 0 ? args[0] : "autumn";

            var request = new ChatRequest // expect: TAI1001
            {
                Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
                Messages = new[] { ChatMessage.User("Write a haiku about " + topic) },
                Temperature = 0.9,
            };

            // Main is not async here, so waiting is all that is left.
            ChatResponse response = client.Chat.CreateAsync(request).GetAwaiter().GetResult();
            Console.WriteLine(response.Text);
            Console.WriteLine(Shorten(client, response.Text));
        }

        private static string Shorten(TogetherClient client, string poem)
        {
            var task = client.Chat.CreateAsync(new ChatRequest
            {
                Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
                Messages = new[] { ChatMessage.User("One line of it: " + poem) },
                MaxTokens = 40,
            });
            task.ContinueWith(t => Console.Error.WriteLine("done"));
            return client.Chat.CreateAsync(new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = new[] { ChatMessage.User(poem) }, MaxTokens = 20 }).Result.Text; // expect: TAI2001
        }
    }
}
