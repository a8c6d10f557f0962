using System.Net;
using System.Text.Json;

namespace TogetherAI.Tests.CodeInterpreter;

/// <summary>Programs in the sandbox: what is sent, and the two shapes of what comes back.</summary>
public class CodeInterpreterTests
{
    [Fact]
    public async Task Every_field_has_its_documented_name()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"data":{"session_id":"ses_1","outputs":[]},"errors":null}""");
        using TogetherClient client = Calls.Client(handler);
        await client.CodeInterpreter.ExecuteAsync(new CodeRequest
        {
            Code = "print('Hello')",
            SessionId = "ses_1",
            Files = [CodeFile.FromText("a.py", "x = 1"), CodeFile.FromBytes("b.bin", [1, 2, 255])],
        });

        Assert.Equal(("POST", "https://example.test/v1/tci/execute"), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri));
        Wire.Same(
            """
            {"code":"print('Hello')","language":"python","session_id":"ses_1",
             "files":[{"name":"a.py","encoding":"string","content":"x = 1"},{"name":"b.bin","encoding":"base64","content":"AQL/"}]}
            """,
            handler.Requests[0].Body);
    }

    [Fact]
    public async Task A_program_that_ran_has_its_outputs_in_order()
    {
        const string Json =
            """
            {"data":{"session_id":"ses_1","status":"success","took":2,"outputs":[
              {"type":"stdout","data":"Hel"},{"type":"stderr","data":"warn"},{"type":"stdout","data":"lo"},
              {"type":"display_data","data":{"text/plain":"<Figure>","text/html":"<p>","text/markdown":"*a*","text/latex":"$a$","image/png":"iVBOR\nw0=",
                "image/jpeg":"/9g=","image/gif":"R0lG","image/svg+xml":"<svg/>","application/pdf":"JVBE","application/javascript":"1",
                "application/json":{"a":[1]},"application/geo+json":{"type":"Point"},"application/vnd.vega.v5+json":{"v":5},
                "application/vnd.vegalite.v4+json":{"v":4},"application/x-new":1}},
              {"type":"execute_result","data":{"text/plain":"42"}},
              {"type":"smell","data":"roses","strength":3}]}}
            """;
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(Json));
        CodeResult result = await client.CodeInterpreter.ExecuteAsync(new CodeRequest { Code = "…" });

        Assert.True(result.Succeeded);
        Assert.Null(result.Errors);
        Assert.Equal(("Hello", "ses_1", "success"), (result.Text, result.Data!.SessionId, result.Data.Status));
        Assert.Equal(["stdout", "stderr", "stdout", "display_data", "execute_result", "smell"], result.Data.Outputs.Select(output => output.Type.Value));
        CodeDisplay figure = result.Data.Outputs[3].Data!.Display!;
        Assert.Equal(("<Figure>", "<p>", "*a*", "$a$"), (figure.Plain, figure.Html, figure.Markdown, figure.Latex));
        Assert.Equal(("<svg/>", "1", "/9g=", "R0lG", "JVBE"), (figure.Svg, figure.JavaScript, figure.Jpeg, figure.Gif, figure.Pdf));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D], figure.GetBytes("image/png")!);
        Assert.Equal((1, "Point"), (figure.Json!.Value.GetProperty("a")[0].GetInt32(), figure.GeoJson!.Value.GetProperty("type").GetString()));
        Assert.Equal((5, 4), (figure.Vega!.Value.GetProperty("v").GetInt32(), figure.VegaLite!.Value.GetProperty("v").GetInt32()));
        Assert.Equal("42", result.Data.Outputs[4].Data!.ToString());
        Assert.Equal("roses", result.Data.Outputs[5].Data!.Text);
        Wire.Same(Json, Wire.Serialize(result, TogetherJsonContext.Default.CodeResult));
    }

    [Fact]
    public async Task A_program_that_threw_ran_and_did_not_succeed()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(
            """{"data":{"session_id":"s","outputs":[{"type":"error","data":"NameError"}],"status":"success"},"errors":null}"""));
        CodeResult result = await client.CodeInterpreter.ExecuteAsync(new CodeRequest { Code = "x" });

        Assert.False(result.Succeeded);
        Assert.Equal((CodeOutputType.Error, "NameError"), (result.Data!.Outputs[0].Type, result.Data.Outputs[0].Data!.Text));
    }

    [Fact]
    public async Task A_program_that_was_not_run_is_an_answer_with_errors()
    {
        const string Json = """{"errors":["session expired",{"code":7,"message":"no such session"},{"odd":true}]}""";
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(Json.Insert(1, "\"data\":null,")));
        CodeResult result = await client.CodeInterpreter.ExecuteAsync(new CodeRequest { Code = "x" });

        Assert.False(result.Succeeded);
        Assert.Null(result.Data);
        Assert.Equal("", result.Text);
        Assert.Equal(["session expired", "no such session", """{"odd":true}"""], result.Errors!.Select(error => error.Message));
        Assert.Equal(7, result.Errors![1].Details!.Value.GetProperty("code").GetInt32());
        Assert.Null(result.Errors[0].Details);
        Wire.Same(Json, Wire.Serialize(result, TogetherJsonContext.Default.CodeResult));
    }

    [Theory]
    [InlineData("""{"data":{"outputs":[{"type":"stdout","data":1}]}}""")]
    [InlineData("""{"data":{"outputs":[{"type":"stdout","data":["a"]}]}}""")]
    [InlineData("""{"data":{"outputs":[null]}}""")]
    [InlineData("""{"data":{"outputs":[{"type":7}]}}""")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"errors":[null]}""")]
    [InlineData("""{"errors":[1]}""")]
    [InlineData("""{"errors":"oops"}""")]
    public async Task An_answer_of_no_shape_is_told(string json)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(json));
        Assert.Equal(json, (await Assert.ThrowsAsync<TogetherResponseException>(() => client.CodeInterpreter.ExecuteAsync(new CodeRequest { Code = "x" }))).ResponseBody);
    }

    [Fact]
    public async Task A_program_that_may_have_run_is_not_run_again()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.InternalServerError, "", "text/plain");
        using TogetherClient client = Calls.Client(handler);
        await Assert.ThrowsAsync<TogetherServerException>(() => client.CodeInterpreter.ExecuteAsync(new CodeRequest { Code = "x" }));
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task Sessions_are_listed()
    {
        const string Json =
            """
            {"data":{"sessions":[{"id":"ses_1","execute_count":3,"started_at":"2025-03-11T22:00:00Z","last_execute_at":"2025-03-11T22:05:00Z",
             "expires_at":"2025-03-11T23:00:00Z","region":"eu"}]}}
            """;
        FakeHandler handler = new FakeHandler().ThenJson(Json);
        using TogetherClient client = Calls.Client(handler);
        CodeSessionList list = await client.CodeInterpreter.ListSessionsAsync();

        Assert.Equal(("GET", "https://example.test/v1/tci/sessions"), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri));
        CodeSession session = Assert.Single(list.Sessions);
        Assert.Equal(("ses_1", 3), (session.Id, session.ExecuteCount));
        Assert.Equal(new DateTimeOffset(2025, 3, 11, 22, 0, 0, TimeSpan.Zero), session.StartedAt);
        Assert.Equal(new DateTimeOffset(2025, 3, 11, 22, 5, 0, TimeSpan.Zero), session.LastExecuteAt);
        Assert.Equal(new DateTimeOffset(2025, 3, 11, 23, 0, 0, TimeSpan.Zero), session.ExpiresAt);
        Wire.Same(Json, Wire.Serialize(list, TogetherJsonContext.Default.CodeSessionList));
    }

    [Fact]
    public async Task Sessions_that_cannot_be_listed_have_errors()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson("""{"errors":["down"]}"""));
        CodeSessionList list = await client.CodeInterpreter.ListSessionsAsync();
        Assert.Equal((0, "down"), (list.Sessions.Count, list.Errors![0].ToString()));
    }

    [Fact]
    public void Only_files_are_decoded() =>
        Assert.Throws<ArgumentException>(() => JsonSerializer.Deserialize("{}", TogetherJsonContext.Default.CodeDisplay)!.GetBytes("text/html"));
}
