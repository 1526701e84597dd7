//! For development.
fn main() {
    let mut args = std::env::args().skip(1);
    let text = std::fs::read_to_string(args.next().unwrap()).unwrap();
    let problem = seat_planner::import::synthetic(&text).unwrap();
    problem.check_itself().unwrap();
    seat_planner::try_out(&problem, args.next().unwrap().parse().unwrap(), args.next().unwrap().parse().unwrap());
}
