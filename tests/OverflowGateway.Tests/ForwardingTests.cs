using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace OverflowGateway.Tests;

/// <summary>What is not routed reaches the upstream as it came, and its answer comes back as it is.</summary>
public sealed class ForwardingTests : IAsyncLifetime
{
    private EchoUpstream _upstream = null!;
    private Gateway _gateway = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _upstream = await EchoUpstream.StartAsync();
        _gateway = await Gateways.StartAsync(_upstream.Address);
        _http = _gateway.CreateHttpClient();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Method_path_query_body_and_headers_go_through_and_the_key_is_the_gateways()
    {
        byte[] body = [0, 1, 2, 255, 254];
        HttpRequestMessage request = new(HttpMethod.Put, "/v1/files/a%2Fb?purpose=fine%20tune&x=%E2%82%AC") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-thing; a=b");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer clients-own");
        request.Headers.TryAddWithoutValidation("X-Api-Key", "clients-own");
        request.Headers.TryAddWithoutValidation("Cookie", "clients=own");
        request.Headers.TryAddWithoutValidation("X-Custom", "stays");
        request.Headers.TryAddWithoutValidation("Connection", "X-Private");
        request.Headers.TryAddWithoutValidation("X-Private", "goes no further");
        request.Headers.TryAddWithoutValidation("Proxy-Authorization", "Basic abc");
        using HttpResponseMessage response = await _http.SendAsync(request);

        Assert.Equal("ok", await response.Content.ReadAsStringAsync());
        Assert.Equal(("PUT", "/v1/files/a%2Fb?purpose=fine%20tune&x=%E2%82%AC"), (_upstream.Method, _upstream.Target));
        Assert.Equal(body, _upstream.Body);
        Assert.Equal("Bearer gateway-key", _upstream.Headers["Authorization"]);
        Assert.Equal("application/x-thing; a=b", _upstream.Headers["Content-Type"]);
        Assert.Equal("stays", _upstream.Headers["X-Custom"]);
        Assert.Equal(_upstream.Address.Authority, _upstream.Headers["Host"]);
        Assert.DoesNotContain("clients", string.Join(' ', _upstream.Headers.Values), StringComparison.Ordinal);
        Assert.All(["X-Private", "Proxy-Authorization", "Cookie", "X-Api-Key"], name => Assert.DoesNotContain(name, _upstream.Headers.Keys));
    }

    [Fact]
    public async Task Status_headers_and_body_come_back_as_they_are()
    {
        _upstream.Answer = static http =>
        {
            http.Response.StatusCode = 418;
            http.Response.Headers["x-request-id"] = "abc";
            http.Response.Headers["x-ratelimit-limit"] = "5";
            http.Response.Headers.Location = "/elsewhere";
            http.Response.ContentType = "text/teapot";
            return http.Response.WriteAsync("short and stout");
        };
        using HttpResponseMessage response = await _http.GetAsync(new Uri("/v1/anything", UriKind.Relative));
        Assert.Equal(418, (int)response.StatusCode);
        Assert.Equal("short and stout", await response.Content.ReadAsStringAsync());
        Assert.Equal("text/teapot", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("/elsewhere", response.Headers.Location!.ToString());
        Assert.Equal(["abc", "5"], response.Headers.GetValues("x-request-id").Concat(response.Headers.GetValues("x-ratelimit-limit")));
    }

    [Fact]
    public async Task A_chat_with_another_model_is_forwarded_byte_for_byte()
    {
        const string Body = """{ "model" : "someone/else", "messages":[{"role":"user","content":"Hi"}],  "stream":false }""";
        using HttpResponseMessage response = await _http.SendAsync(Gateways.Post("/v1/chat/completions", Body));
        Assert.Equal("ok", await response.Content.ReadAsStringAsync());
        Assert.Equal(Body, Encoding.UTF8.GetString(_upstream.Body));
        Assert.Equal(0, _gateway.Router.Snapshot().Arrivals);
    }

    [Fact]
    public async Task Each_piece_of_a_stream_comes_when_it_comes()
    {
        TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _upstream.Answer = async http =>
        {
            await http.Response.WriteAsync("data: one\n\n");
            await http.Response.Body.FlushAsync();
            await more.Task;
            await http.Response.WriteAsync("data: two\n\n");
        };
        using HttpResponseMessage response = await _http.SendAsync(Gateways.Post("/v1/completions", "{}"), HttpCompletionOption.ResponseHeadersRead);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());
        // Were it held back until the end, this would wait for what waits for this.
        Assert.Equal("data: one", await reader.ReadLineAsync().WaitAsync(Gateways.Patience));
        more.SetResult();
        Assert.Equal("\ndata: two\n\n", await reader.ReadToEndAsync().WaitAsync(Gateways.Patience));
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_request_to_the_upstream()
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _upstream.Answer = async http =>
        {
            http.RequestAborted.Register(ended.SetResult);
            await http.Response.WriteAsync("data: one\n\n");
            await http.Response.Body.FlushAsync();
            await ended.Task;
        };
        HttpResponseMessage response = await _http.SendAsync(Gateways.Post("/v1/completions", "{}"), HttpCompletionOption.ResponseHeadersRead);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());
        await reader.ReadLineAsync();
        response.Dispose();
        await ended.Task.WaitAsync(Gateways.Patience);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_breaks_off_for_the_client_too()
    {
        _upstream.Answer = static async http =>
        {
            await http.Response.WriteAsync("half of");
            await http.Response.Body.FlushAsync();
            http.Abort();
        };
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _http.GetStringAsync(new Uri("/v1/models", UriKind.Relative)));
    }

    [Fact]
    public async Task An_upstream_that_is_not_there_is_a_502()
    {
        await _upstream.DisposeAsync();
        using HttpResponseMessage response = await _http.GetAsync(new Uri("/v1/models", UriKind.Relative));
        await RoutedChatTests.AssertErrorAsync(response, 502, "server_error", "The upstream could not be reached");
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
    }
}
