// Code carried over from .NET Framework: events, locks, properties that call, tasks that are waited for.
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using TogetherAI;

namespace Legacy
{
    public class AnswerService : IDisposable
    {
        private static readonly object Gate = new object();
        private readonly TogetherClient client;
        private string motto;

        public event EventHandler<string> Answered;

        public AnswerService(TogetherClient client)
        {
            this.client = client;
        }

        public string Motto
        {
            get
            {
                lock (Gate)
                {
                    if (motto == null)
                    {
                        motto = client.Chat.CreateAsync(new ChatRequest { Model = "Qwen/Qwen2.5-72B-Instruct-Turbo", Messages = new[] { ChatMessage.User("A motto.") }, MaxTokens = 20 }).Result.Text; // expect: TAI2001, TAI4004
                    }

                    return motto;
                }
            }
        }

        public void Ask(string question)
        {
            ChatRequest request = new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = new List<ChatMessage> { ChatMessage.User(question) }, MaxTokens = 200 };
            client.Chat.CreateAsync(request).ContinueWith(t => OnAnswered(t.Result.Text));
        }

        public void AskTwo(string first, string second)
        {
            Task<ChatResponse> one = client.Chat.CreateAsync(new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = new[] { ChatMessage.User(first) }, MaxTokens = 200 });
            Task<ChatResponse> two = client.Chat.CreateAsync(new ChatRequest { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = new[] { ChatMessage.User(second) }, MaxTokens = 200 });
            Task.WaitAll(one, two);
            OnAnswered(one.Result.Text + two.Result.Text);
        }

        public void Refresh()
        {
            client.Models.ListAsync().Wait(); // expect: TAI2001
        }

        protected virtual void OnAnswered(string text)
        {
            Answered?.Invoke(this, text);
        }

        public void Dispose()
        {
            client.Files.ListAsync().Wait();
            client.Dispose();
        }
    }
}
