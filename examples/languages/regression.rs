//! A linear regression in Rust with the standard library alone: HTTP by hand, and tensors as bytes, since it has no
//! JSON. A server must be running, and GRADWIRE_URL says where: `rustc --edition 2021 regression.rs && ./regression`.

use std::env;
use std::error::Error;
use std::io::{Read, Write};
use std::net::TcpStream;

const JSON: &str = "Content-Type: application/json\r\n";
type Outcome<T> = Result<T, Box<dyn Error>>;

/// A text of a problem's JSON object: its `type`, which never changes, or its `detail`.
fn text<'a>(problem: &'a str, field: &str) -> &'a str {
    problem.split(&format!("\"{field}\":\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("")
}

/// The head and the body of the answer to one request, on a connection of its own; a problem is an error.
fn call(method: &str, path: &str, headers: &str, body: &[u8]) -> Outcome<(String, Vec<u8>)> {
    let url = env::var("GRADWIRE_URL").unwrap_or_else(|_| "http://127.0.0.1:8000".into());
    let host = url.trim_start_matches("http://");
    let authorization = match env::var("GRADWIRE_TOKEN") {
        Ok(token) if !token.is_empty() => format!("Authorization: Bearer {token}\r\n"),
        _ => String::new(),
    };
    let mut stream = TcpStream::connect(host)?;
    write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}")?;
    write!(stream, "{authorization}Content-Length: {}\r\n\r\n", body.len())?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or("the answer has no end of its head")?;
    let body = answer.split_off(end + 4);
    let head = String::from_utf8(answer)?;
    let status: u16 = head.split(' ').nth(1).ok_or("the answer has no status")?.parse()?;
    if status >= 400 {
        Err(String::from_utf8(body)?.into())
    } else {
        Ok((head, body))
    }
}

fn put(path: &str, shape: &str, data: &[f32]) -> Outcome<()> {
    let bytes: Vec<u8> = data.iter().flat_map(|number| number.to_le_bytes()).collect();
    let form = "Content-Type: application/octet-stream\r\nTensor-Dtype: float32\r\n";
    call("PUT", path, &format!("{form}Tensor-Shape: {shape}\r\n"), &bytes).map(drop)
}

fn get(path: &str) -> Outcome<Vec<f32>> {
    let (_, bytes) = call("GET", path, "Accept: application/octet-stream\r\n", b"")?;
    bytes.chunks(4).map(|four| Ok(f32::from_le_bytes(four.try_into()?))).collect()
}

const TRAINING: &[u8] = br#"{"steps": [{"repeat": {"times": 100, "collect": {"losses": "loss"}, "every": 25, "steps": [
  {"op": "nn.functional.linear", "inputs": ["x", "w", "b"]},
  {"op": "nn.functional.mse_loss", "inputs": ["_", "y"], "out": "loss"},
  {"backward": {"tensors": ["loss"]}},
  {"grad_mode": {"enabled": false, "steps": [
    {"op": "sub_", "inputs": ["w", "w.grad"], "alpha": 0.1}, {"op": "sub_", "inputs": ["b", "b.grad"], "alpha": 0.1}]}},
  {"delete": ["w.grad", "b.grad"]}]}}]}"#;

fn regression(session: &str) -> Outcome<()> {
    // The data, and the weights that are to be learned.
    put(&format!("{session}/tensors/x"), "[9, 1]", &[-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0])?;
    put(&format!("{session}/tensors/y"), "[9, 1]", &[-0.9, -0.6, 0.1, 0.4, 1.1, 1.4, 2.2, 2.4, 3.0])?;
    put(&format!("{session}/tensors/w?requires_grad=true"), "[1, 1]", &[0.0])?;
    put(&format!("{session}/tensors/b?requires_grad=true"), "[1]", &[0.0])?;

    // A hundred steps of gradient descent are one request.
    call("POST", &format!("{session}/programs"), JSON, TRAINING)?;
    for (i, loss) in get(&format!("{session}/tensors/losses"))?.iter().enumerate() {
        println!("step {}: loss {loss:.4}", 25 * (i + 1));
    }
    let (w, b) = (get(&format!("{session}/tensors/w"))?[0], get(&format!("{session}/tensors/b"))?[0]);
    println!("y = {w:.4} x + {b:.4}");

    // The model's answer for an x that it has not seen.
    let predict = |x: &str| {
        let step = format!(r#"{{"op": "nn.functional.linear", "inputs": [{x}, "w", "b"], "out": "answer"}}"#);
        call("POST", &format!("{session}/ops"), JSON, step.as_bytes())
    };
    predict("[[2.5]]")?;
    println!("x = 2.5 gives y = {:.4}", get(&format!("{session}/tensors/answer"))?[0]);

    // An x of two columns does not fit. What goes wrong says so by its type, which never changes.
    if let Err(error) = predict("[[2.5, 3.5]]") {
        if text(&error.to_string(), "type") != "/problems/shape-mismatch" {
            return Err(error);
        }
        println!("refused: {}", text(&error.to_string(), "detail"));
    }
    Ok(())
}

fn main() -> Outcome<()> {
    let (head, _) = call("POST", "/v1/sessions", JSON, b"{}")?;
    let session = head.lines().find_map(|line| line.strip_prefix("location: ")).ok_or("no session")?;
    let outcome = regression(session);
    call("DELETE", session, "", b"")?;
    outcome
}
